import { join } from 'node:path';
import { FakeClock } from '@sangam/kit/clock/clock';
import { transaction } from '@sangam/kit/database/run-transaction';
import { migrate } from '@sangam/kit/database/migrate';
import { newId } from '@sangam/kit/ids/new-id';
import { Job, JobState } from '@sangam/kit/jobs/job.entity';
import { kitSettings } from '@sangam/kit/settings/kit-settings';
import { Settings } from '@sangam/kit/settings/settings';
import { openTestDatabase, testContext, type TestDatabase } from '@sangam/kit/testing/database-fixture';
import { checkDatabase } from './database-checks';
import type { Finding } from './finding';

const FIXTURES = join(__dirname, '../../../../kit/src/database/fixtures');
const NOTES_AND_SLOTS = join(FIXTURES, 'migrations');
const NOTES = join(FIXTURES, 'drifted-migrations');

const clock = new FakeClock();
let test: TestDatabase;

beforeEach(async () => {
  test = await openTestDatabase({ entities: [], migrations: NOTES, migrate: false });
});
afterEach(() => test.drop());

interface Asked {
  readonly migrations?: string;
  readonly isRunning?: boolean;
  readonly environment?: Record<string, string>;
}

async function found({ migrations = NOTES, isRunning = true, environment = {} }: Asked = {}): Promise<Map<string, Finding>> {
  const settings = Settings.load([kitSettings], { DATA_DIR: test.dataDir, DATABASE_PREFIX: test.prefix, ...(test.url && { DATABASE_URL: test.url }), ...environment });
  const findings = await checkDatabase({ name: 'testing', features: [], migrations }, { settings, clock, isRunning });
  return new Map(findings.map((finding) => [finding.area, finding]));
}

async function enqueue(changes: Partial<Job>): Promise<void> {
  const now = new Date(clock.now());
  const job = {
    id: newId(), kind: 'job' as const, name: 'testing.wait', target: null, payload: {}, priority: 5, state: JobState.waiting, availableAt: now, attempts: 0, maxAttempts: 12,
    leaseUntil: null, dedupeKey: null, createdAt: now, finishedAt: null, lastError: null, requestId: 'test', ...changes,
  };
  await transaction(testContext(test.database), (tx) => tx.insert(Job, job));
}

it('looks at the database that the product has open, and finds nothing wrong', async () => {
  await migrate(test.database);
  await enqueue({ availableAt: new Date(clock.now() - 30_000) });

  const findings = await found();

  expect([...findings.values()].map(({ outcome }) => outcome)).toEqual([...findings.values()].map(() => 'ok'));
  expect(findings.get('jobs of testing')?.detail).toBe('0 dead, the oldest due job waits 30 s');
  expect(findings.has('clock of testing')).toBe(test.url !== undefined);
});

it('names migrations that are pending, all of them where none ran', async () => {
  expect((await found()).get('database testing')).toMatchObject({ outcome: 'wrong', detail: expect.stringMatching(/pending: Kit1000000000000, Notes1000000000001$/) });

  await migrate(test.database);

  expect((await found()).get('database testing')?.outcome).toBe('ok');
  expect((await found({ migrations: NOTES_AND_SLOTS })).get('database testing')).toMatchObject({ outcome: 'wrong', detail: 'migrations pending: Slots1000000000002' });
});

it('finds dead jobs, and jobs that wait although somebody should work on them', async () => {
  await migrate(test.database);
  await enqueue({ availableAt: new Date(clock.now() - 600_000) });
  expect((await found()).get('jobs of testing')).toMatchObject({ outcome: 'wrong', detail: '0 dead, the oldest due job waits 600 s' });
  expect((await found({ isRunning: false })).get('jobs of testing')?.outcome).toBe('note');

  await enqueue({ state: JobState.dead, finishedAt: new Date(clock.now()) });
  expect((await found({ isRunning: false })).get('jobs of testing')).toMatchObject({ outcome: 'wrong', detail: expect.stringMatching(/^1 dead/) });
});

it('makes nothing where nothing is: the first start does together, the operator does apart', async () => {
  const elsewhere = { DATA_DIR: join(test.dataDir, 'elsewhere'), DATABASE_PREFIX: `${test.prefix}x_` };

  expect((await found({ environment: elsewhere })).get('database testing')).toMatchObject({ outcome: 'note', detail: 'is made at the first start' });
  const apart = { ...elsewhere, SUBGRAPH_URLS: 'testing=http://127.0.0.1:1' };
  expect((await found({ environment: apart })).get('database testing')).toMatchObject({ outcome: 'wrong', detail: 'was not made: run its process with "migrate"' });
  expect((await found({ environment: apart })).get('database testing')?.outcome).toBe('wrong');
});
