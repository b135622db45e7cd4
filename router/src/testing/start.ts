import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anonymousViewer, type Viewer } from '@sangam/kit/authorization/viewer';
import { FakeClock } from '@sangam/kit/clock/clock';
import { assertEntitiesMatchTables } from '@sangam/kit/database/drift';
import { dropSchema } from '@sangam/kit/database/mysql-schema';
import { webhookPublished } from '@sangam/kit/events/webhook-published';
import { Job, JobState } from '@sangam/kit/jobs/job.entity';
import { isRepeating } from '@sangam/kit/jobs/repeat';
import { findMany } from '@sangam/kit/database/read';
import { auditRecorded } from '@sangam/kit/events/audit-recorded';
import type { StartedSubgraph } from '@sangam/kit/running/start-subgraph';
import { drainRunners } from '@sangam/kit/jobs/drain';
import { newId } from '@sangam/kit/ids/new-id';
import type { SubgraphDefinition } from '@sangam/kit/running/define-subgraph';
import { withGeneratedSecrets } from '@sangam/kit/settings/generated-secrets';
import { Settings } from '@sangam/kit/settings/settings';
import { subgraphSettings } from '@sangam/kit/settings/subgraph-settings';
import { openProcess, type ProcessServices } from '@sangam/kit/running/open-process';
import { kitSettings } from '@sangam/kit/settings/kit-settings';
import { redeliverEvents } from '@sangam/kit/testing/redeliver';
import { countStatements } from '@sangam/kit/testing/statement-counter';
import type { GraphOptions, TestClient, TestGraph } from '@sangam/kit/testing/harness';
import { readContract } from '../starting/contract';
import { loadDefinitions, settingsOf } from '../starting/start-product';
import { startRouter } from '../starting/start-router';
import { atSubgraph } from './at-subgraph';
import { resolveEntities } from './entities';
import { HttpClient, type FrontDoor } from './test-client';
import { recordJobs } from './record-jobs';
import { testPeople } from './test-people';
import { startTestParts } from './test-parts';
import { testEnvironment } from './environment';
import { TestViewers } from './test-viewers';

/** Open sockets are not asked as time passes: in tests they close because they were told, or not at all. */
const NEVER = 24 * 3_600_000;

/** Starts the real router with the named subgraphs on databases of their own. */
export async function startTestGraph(options: GraphOptions): Promise<TestGraph> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sangam-'));
  const prefix = `test_${randomBytes(6).toString('hex')}_`;
  const definitions = await loadDefinitions(withListeners(options.subgraphs));
  // A graph without subgraphs is opened like one with some.
  const known = [...new Set([...settingsOf(definitions), subgraphSettings])];
  const environment = withGeneratedSecrets({ ...testEnvironment({ dataDir, prefix }), ...options.environment }, { dataDir, definitions: known, keep: false });
  const settings = Settings.load(known, environment);
  const clock = new FakeClock();
  const services = await openProcess('test', settings, { clock });
  try {
    return await graphOver({ services, definitions, clock, dataDir, prefix });
  } catch (error) {
    // What stays open would keep Jest from ending.
    await services.close();
    throw error;
  }
}

/** Identity asks for mails in most stories, and what is done in both is on record. */
function withListeners(subgraphs: readonly string[]): readonly string[] {
  const recorded = subgraphs.includes('identity') ? [...subgraphs, 'notifications'] : subgraphs;
  return recorded.includes('notifications') ? [...recorded, 'admin'] : recorded;
}

interface TestProcess {
  readonly services: ProcessServices;
  readonly definitions: readonly SubgraphDefinition[];
  readonly clock: FakeClock;
  readonly dataDir: string;
  readonly prefix: string;
}

async function graphOver({ services, definitions, clock, dataDir, prefix }: TestProcess): Promise<TestGraph> {
  const { settings } = services;
  const contract = readContract();
  const parts = await startTestParts({ definitions, services, contract });
  for (const { database } of parts.subgraphs.values()) await assertEntitiesMatchTables(database);
  const viewers = new TestViewers();
  const openings = new EventEmitter();
  const router = await startRouter({ services, parts, contract, wrapViewers: viewers.wrap, onStreamOpened: (requestId) => openings.emit(requestId), sessionCheckMs: NEVER, planHere: true });
  const door: FrontDoor = { url: router.url, streamOpened: (requestId) => new Promise((resolve) => openings.once(requestId, resolve)) };
  const client = (viewer: Viewer): TestClient => new HttpClient(door, viewers.token(viewer), viewer);
  const running = [...parts.subgraphs.values()];
  const subgraph = (name: string) => {
    const found = parts.subgraphs.get(name);
    if (!found) throw new Error(`The subgraph ${name} was not started.`);
    return found;
  };
  return {
    url: router.url, clock,
    asUser: (viewer = {}) => client(person(clock, viewer)),
    asAdmin: (viewer = {}) => client(person(clock, { platformRoles: ['ADMIN'], mfa: true, ...viewer })),
    anonymous: () => new HttpClient(door, null, null),
    withToken: (token) => new HttpClient(door, token, null),
    person: testPeople(parts.calls, (token) => new HttpClient(door, token, null)),
    jobs: {
      async drain(drainOptions) {
        const ran = await drainRunners(running.map(({ jobs }) => jobs), clock, { sweepMs: DAY_MS, ...drainOptions });
        recordJobs(definitions, ran);
        return ran;
      },
    },
    events: { redeliver: (event, aggregateId) => redeliverEvents({ databases: running.map(({ database }) => database), calls: parts.calls }, event, aggregateId) },
    internal: (name, document, variables) => parts.calls.call(name, document, variables, { requestId: newId() }),
    entities: (name, viewer, representations) => resolveEntities(subgraph(name), viewer, representations),
    atSubgraph: (name, as, document, variables = {}) =>
      atSubgraph({ subgraph: subgraph(name), url: parts.urls.get(name), keys: settings.of(kitSettings).SERVICE_KEYS, clock, log: services.log }, as, { document, variables }),
    context: (name) => subgraph(name).context({ viewer: anonymousViewer('test', ''), caller: 'system', requestId: 'test' }),
    countStatements: (name) => countStatements(subgraph(name).database),
    mails: () => services.mailer?.sent?.() ?? Promise.resolve([]),
    liveTopics: () => services.live.topics(),
    async stop({ leaves } = {}) {
      const waiting = leaves ? [] : await waitingJobs(running);
      await router.stop();
      await parts.stop();
      await services.close();
      const { DATABASE_URL } = settings.of(kitSettings);
      if (DATABASE_URL) for (const { name } of definitions) await dropSchema(DATABASE_URL, `${prefix}${name}`);
      rmSync(dataDir, { recursive: true, force: true });
      if (waiting.length > 0) throw new Error(`Jobs were left in the queue: ${waiting.join(', ')}. Drain them, or stop with { leaves: 'why' }.`);
    },
  };
}

/** Stories of weeks run repeating jobs once a day. */
const DAY_MS = 86_400_000;

/** Nobody but partners and the audit log waits for these. */
const UNHURRIED: readonly string[] = [webhookPublished.type, auditRecorded.type];

/** Names of jobs that a test has caused and not run; those that repeat wait for ever. */
async function waitingJobs(subgraphs: readonly StartedSubgraph[]): Promise<string[]> {
  const rows = await Promise.all(subgraphs.map(({ database: db }) => findMany({ db }, Job, { where: { state: JobState.waiting } })));
  return [...new Set(rows.flat().filter((job) => !isRepeating(job) && !UNHURRIED.includes(job.name)).map(({ name }) => name))];
}

/** Somebody who has just signed in. */
function person(clock: FakeClock, viewer: Partial<Viewer>): Viewer {
  return { ...anonymousViewer('', ''), userId: newId(), sessionId: newId(), authTime: clock.now(), emailVerified: true, ...viewer };
}
