import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import fc from 'fast-check';
import { FakeClock } from '../clock/clock';
import { findMany } from '../database/read';
import { receiveEvent } from '../events/receive';
import { compileKit, type CompiledKit } from '../testing/compiled-kit';
import { openTestDatabase, testContext, type TestDatabase } from '../testing/database-fixture';
import { Effect } from './fixtures/effect.entity';
import type { KillWorkerOptions } from './fixtures/kill-worker';
import { bookOrder, fulfilInto } from './fixtures/orders';
import { EFFECTS } from './fixtures/workshop';
import { Job, JobState } from './job.entity';
import { createJobRunner } from './worker';

const SERVER = process.env.TEST_DB === 'mysql';
/** On SQLite one process at a time owns the file; on a server two work side by side. */
const PROCESSES = SERVER ? 2 : 1;
const KILLS_PER_PROCESS = SERVER ? 12 : 22;

let kit: CompiledKit;
let test: TestDatabase;
beforeAll(async () => {
  kit = compileKit();
  test = await openTestDatabase(EFFECTS);
});
afterAll(async () => {
  await test.drop();
  kit.remove();
});

/** Starts a process and kills it when it has acknowledged so many orders. Returns the acknowledged orders. */
function life(options: KillWorkerOptions, acknowledgements: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [kit.path('jobs/fixtures/kill-worker'), JSON.stringify(options)], {
      env: { ...process.env, ...kit.environment }, stdio: ['ignore', 'pipe', 'pipe'],
    });
    const acknowledged: string[] = [];
    let complaints = '';
    child.stderr.on('data', (data: Buffer) => (complaints += data.toString()));
    createInterface(child.stdout).on('line', (order) => {
      acknowledged.push(order);
      if (acknowledged.length >= acknowledgements) child.kill('SIGKILL');
    });
    child.on('error', reject);
    child.on('close', (_code, signal) => {
      if (signal === 'SIGKILL') resolve(acknowledged);
      else reject(new Error(`A process ended by itself: ${complaints}`));
    });
  });
}

async function lives(options: KillWorkerOptions, seed: number): Promise<string[]> {
  const acknowledged: string[] = [];
  for (const last of fc.sample(fc.integer({ min: 1, max: 80 }), { seed, numRuns: KILLS_PER_PROCESS })) acknowledged.push(...(await life(options, last)));
  return acknowledged;
}

/** Lets everything that is left run, an hour later: every lease of the dead has ended. */
async function finishTheRest(outside: string): Promise<void> {
  const clock = new FakeClock(Date.now() + 3_600_000);
  const ctx = testContext(test.database, { clock });
  const calls = { deliver: (_target: string, event: Parameters<typeof receiveEvent>[1]) => receiveEvent({ handlers: [bookOrder], contextFor: () => ctx }, event) };
  const runner = createJobRunner({
    database: test.database, definitions: [fulfilInto(outside)], clock, log: ctx.log, live: ctx.live, calls, inBuild: ['testing'],
    contextFor: (job) => testContext(test.database, { clock, job }),
  });
  await runner.drain();
}

function timesBySubject(effects: readonly Effect[], verb: string): Map<string, number> {
  const times = new Map<string, number>();
  for (const { subject } of effects) {
    const [what, order = ''] = subject.split(' ');
    if (what === verb) times.set(order, (times.get(order) ?? 0) + 1);
  }
  return times;
}

it('loses and doubles nothing when its processes are killed again and again', async () => {
  const outside = join(test.dataDir, 'outside.log');
  await test.database.close();
  const options: KillWorkerOptions = { dataDir: test.dataDir, url: test.url, prefix: test.prefix, outside, redisUrl: SERVER ? 'redis://127.0.0.1:6379' : undefined };

  const acknowledged = (await Promise.all(Array.from({ length: PROCESSES }, (_unused, n) => lives(options, n + 1)))).flat();
  await test.reopen();
  await finishTheRest(outside);

  const ctx = testContext(test.database);
  const effects = await findMany(ctx, Effect, { where: {} });
  const [placed, fulfilled, booked] = ['placed', 'fulfilled', 'booked'].map((verb) => timesBySubject(effects, verb)) as [Map<string, number>, Map<string, number>, Map<string, number>];
  const once = new Map([...placed.keys()].map((order) => [order, 1]));
  expect(acknowledged.length).toBeGreaterThan(PROCESSES * KILLS_PER_PROCESS);
  expect(acknowledged.filter((order) => !placed.has(order))).toEqual([]);
  expect([placed, fulfilled, booked].map((times) => [...times].sort())).toEqual(Array.from({ length: 3 }, () => [...once].sort()));

  const jobs = (await findMany(ctx, Job, { where: {} })).filter((job) => job.dedupeKey === null);
  expect(new Set(jobs.map((job) => job.state))).toEqual(new Set([JobState.done]));
  // The kills did hit running jobs, or this test shows nothing.
  expect(jobs.filter((job) => job.attempts > 1).length).toBeGreaterThan(0);

  const lines = readFileSync(outside, 'utf8').trim().split('\n').map((line) => line.split(' ') as [string, string]);
  expect(new Set(lines.map(([, order]) => order))).toEqual(new Set(placed.keys()));
  // However often it was sent: always under the same key, so that a provider can tell.
  expect(new Set(lines.map(([job, order]) => `${job} ${order}`)).size).toBe(placed.size);
}, 120_000);
