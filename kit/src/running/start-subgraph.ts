import { anonymousViewer } from '../authorization/viewer';
import { createLoaderCache } from '../database/loaders';
import { migrate } from '../database/migrate';
import { openDatabase } from '../database/open-database';
import type { Database } from '../database/database';
import { receiveEvent } from '../events/receive';
import { buildSubgraph } from '../graphql/build-schema';
import { newId } from '../ids/new-id';
import { createJobRunner, type JobRunner } from '../jobs/worker';
import { kitSettings } from '../settings/kit-settings';
import { checkListedSettings } from '../settings/listed-settings';
import type { RunningJob } from '../jobs/define-job';
import type { SubgraphContext } from './context';
import type { SubgraphDefinition } from './define-subgraph';
import type { ContextInput, RunningSubgraph } from './running-subgraph';
import type { SubgraphHost } from './subgraph-host';

export interface StartedSubgraph extends RunningSubgraph {
  readonly jobs: JobRunner;
}

/** Opens the database, builds the schema and starts the workers of one subgraph. */
export async function startSubgraph(definition: SubgraphDefinition, host: SubgraphHost): Promise<StartedSubgraph> {
  checkListedSettings(definition);
  const { schema } = buildSubgraph(definition);
  const database = await open(definition, host);
  const definitions = definition.features.flatMap((feature) => feature.jobs ?? []);
  const contextFor = contextFactory(definition.name, { db: database, host, registeredJobs: new Set(definitions.map((job) => job.name)) });
  if (host.migrate) for (const { seed } of definition.features) await seed?.(contextFor(systemInput(null), null));
  const jobs = createJobRunner({
    database, definitions, clock: host.clock, log: host.log, live: host.live, calls: host.calls,
    inBuild: host.inBuild, contextFor: (job) => contextFor(systemInput(job), job),
  });
  if (host.work) await jobs.start();
  const handlers = definition.features.flatMap((feature) => feature.handlers ?? []);
  return {
    name: definition.name, schema, database, jobs,
    routes: definition.features.flatMap((feature) => feature.routes ?? []),
    context: (input) => contextFor(input, null),
    receive: (event) => receiveEvent({ handlers, contextFor: () => contextFor({ ...systemInput(null), requestId: event.requestId }, null) }, event),
    health: () => healthOf(database, jobs),
    async stop() {
      await jobs.stop();
      await database.close();
    },
  };
}

function systemInput(job: (RunningJob & { readonly requestId?: string }) | null): ContextInput {
  const requestId = job?.requestId ?? newId();
  return { viewer: anonymousViewer(requestId, ''), caller: 'system', requestId };
}

async function open(definition: SubgraphDefinition, host: SubgraphHost): Promise<Database> {
  const settings = host.settings.of(kitSettings);
  const database = await openDatabase({
    name: definition.name, url: settings.DATABASE_URL, prefix: settings.DATABASE_PREFIX, pool: settings.DATABASE_POOL, dataDir: settings.DATA_DIR,
    entities: definition.features.flatMap((feature) => feature.entities ?? []), migrations: definition.migrations,
    durability: definition.durability ?? 'normal', log: host.log, clock: host.clock,
  });
  if (host.migrate) await migrate(database);
  return database;
}

interface ContextParts {
  readonly db: Database;
  readonly host: SubgraphHost;
  readonly registeredJobs: ReadonlySet<string>;
}

function contextFactory(subgraph: string, { db, host, registeredJobs }: ContextParts) {
  return (input: ContextInput, job: RunningJob | null): SubgraphContext => {
    const context: SubgraphContext = {
      subgraph, db, job, registeredJobs, viewer: input.viewer, caller: input.caller, requestId: input.requestId, idempotencyKey: input.idempotencyKey ?? null, resumed: input.resumed ?? false,
      clock: host.clock, log: host.log, settings: host.settings, calls: host.calls, live: host.live, mailer: host.mailer, egress: host.egress, consumersOf: host.consumersOf,
      loaders: createLoaderCache(() => context),
    };
    return context;
  };
}

async function healthOf(database: Database, jobs: JobRunner): Promise<{ status: 'up' | 'down'; jobLagMs: number }> {
  try {
    await database.ping();
    return { status: 'up', jobLagMs: await jobs.lag() };
  } catch {
    return { status: 'down', jobLagMs: 0 };
  }
}
