import type { Database } from '../database/database';
import { transaction } from '../database/run-transaction';
import { defineJob, type JobDefinition } from './define-job';
import { gate, leave, openWorkshop, type Workshop } from './fixtures/workshop';
import { JobState } from './job.entity';
import type { JobRunner } from './worker';

let shop: Workshop;
beforeEach(async () => {
  shop = await openWorkshop();
});
afterEach(() => shop.close());

const mark: JobDefinition<{ subject: string }> = defineJob({
  name: 'testing.leave-mark', description: 'Leaves an effect.',
  run: (ctx, { subject }) => transaction(ctx, (tx) => leave(tx, subject)),
});
const states = async () => (await shop.rows()).map((row) => row.state);

describe('a job', () => {
  it('runs once, in the name of the request that wanted it, and is done with its effect', async () => {
    const seen: unknown[] = [];
    const job = defineJob<{ subject: string }>({ ...mark, run: (ctx, payload) => (seen.push([ctx.job, ctx.requestId, payload]), mark.run(ctx, payload)) });
    const runner = shop.runner([job]);
    await shop.enqueue(job, { subject: 'a' });

    const ran = await runner.drain();

    const [row] = await shop.rows();
    expect(ran).toEqual([{ id: row?.id, kind: 'job', name: 'testing.leave-mark', attempt: 1, outcome: 'done', error: null }]);
    expect(seen).toEqual([[expect.objectContaining({ id: row?.id, attempt: 1 }), 'request-1', { subject: 'a' }]]);
    expect([row?.state, row?.finishedAt, row?.leaseUntil, await shop.subjects()]).toEqual([JobState.done, new Date(shop.clock.now()), null, ['a']]);
    expect([await runner.runOnce(), await runner.nextDue()]).toEqual([null, null]);
  });

  it('is not there when the transaction that wanted it rolls back', async () => {
    const failing = transaction(shop.ctx, async (tx) => {
      await tx.enqueue(mark, { subject: 'a' });
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await shop.runner([mark]).drain()).toEqual([]);
  });

  it('without a transaction of its own is finished afterwards', async () => {
    const quiet = defineJob<null>({ name: 'testing.do-nothing', description: 'Nothing.', run: async () => undefined });
    await shop.enqueue(quiet, null);
    expect((await shop.runner([quiet]).drain()).map((ran) => ran.outcome)).toEqual(['done']);
    expect(await states()).toEqual([JobState.done]);
  });

  it('waits for its time, which drain moves the clock to', async () => {
    const start = shop.clock.now();
    const runner = shop.runner([mark]);
    await shop.enqueue(mark, { subject: 'later' }, { runAt: start + 3_600_000 });
    await shop.enqueue(mark, { subject: 'soon' }, { runAt: start + 60_000 });

    expect(await runner.drain({ until: start + 60_000 })).toHaveLength(1);
    expect([shop.clock.now(), await shop.subjects(), await runner.lag()]).toEqual([start + 60_000, ['soon'], 0]);
    await runner.drain();
    expect([shop.clock.now(), await shop.subjects()]).toEqual([start + 3_600_000, ['soon', 'later']]);
  });

  it('exists once for a dedupe key, also after it ran', async () => {
    const runner = shop.runner([mark]);
    await Promise.all(Array.from({ length: 10 }, (_unused, n) => shop.enqueue(mark, { subject: `mark ${n}` }, { dedupeKey: 'the one' })));
    await runner.drain();
    await shop.enqueue(mark, { subject: 'again' }, { dedupeKey: 'the one' });
    await shop.enqueue(mark, { subject: 'other key' }, { dedupeKey: 'THE ONE' });
    await runner.drain();
    expect(await shop.subjects()).toEqual([expect.stringMatching(/^mark \d$/), 'other key']);
  });

  it('comes by priority, then by time', async () => {
    const order: string[] = [];
    const job = (priority: 'interactive' | 'normal' | 'bulk') =>
      defineJob<string>({ name: `testing.note-${priority}`, description: 'Notes it.', priority, run: async (_ctx, text) => void order.push(text) });
    const jobs = { bulk: job('bulk'), normal: job('normal'), interactive: job('interactive') };
    const now = shop.clock.now();
    await shop.enqueue(jobs.bulk, 'bulk', { runAt: now - 5_000 });
    await shop.enqueue(jobs.normal, 'normal 2', { runAt: now - 1_000 });
    await shop.enqueue(jobs.normal, 'normal 1', { runAt: now - 2_000 });
    await shop.enqueue(jobs.interactive, 'code');
    const runner = shop.runner(Object.values(jobs) as unknown as JobDefinition<never>[]);
    while (await runner.runOnce());
    expect(order).toEqual(['code', 'normal 1', 'normal 2', 'bulk']);
  });

  it('may enqueue others, which drain runs too', async () => {
    const chain: JobDefinition<number> = defineJob({
      name: 'testing.count-down', description: 'Enqueues itself.',
      run: (ctx, left) => transaction(ctx, async (tx) => {
        await leave(tx, String(left));
        if (left > 1) await tx.enqueue(chain, left - 1, { runAt: ctx.clock.now() + 86_400_000 });
      }),
    });
    await shop.enqueue(chain, 3);
    expect(await shop.runner([chain]).drain()).toHaveLength(3);
    expect(await shop.subjects()).toEqual(['3', '2', '1']);
  });

  it('is parked while this build does not know it, and runs after one that does has started', async () => {
    await shop.enqueue(mark, { subject: 'a' });
    expect((await shop.runner([]).drain()).map((ran) => ran.outcome)).toEqual(['parked']);
    expect(await states()).toEqual([JobState.parked]);

    const knowing = shop.runner([mark]);
    expect([await knowing.unpark(), await knowing.unpark()]).toEqual([1, 0]);
    await knowing.drain();
    expect(await shop.subjects()).toEqual(['a']);
  });
});

describe('running workers', () => {
  const started = async (runner: JobRunner) => (await runner.start(), runner);

  it('are woken by a commit, not by the poll', async () => {
    const ran = gate();
    const job = defineJob<null>({ name: 'testing.ring', description: 'Rings.', run: async () => ran.open() });
    const runner = await started(shop.runner([job], { pollMs: 3_600_000 }));
    await shop.enqueue(job, null);
    await ran.opened;
    await runner.stop();
    expect((await shop.rows()).filter((row) => row.name === job.name).map((row) => row.state)).toEqual([JobState.done]);
  });

  it('keep a place for interactive jobs while others are long', async () => {
    const [hold, heard] = [gate(), gate()];
    let holding = 0;
    const allHeld = gate();
    const long = defineJob<null>({
      name: 'testing.import', description: 'Long.', priority: 'bulk',
      run: async () => {
        if ((holding += 1) === 2) allHeld.open();
        await hold.opened;
      },
    });
    const code = defineJob<null>({ name: 'testing.send-code', description: 'Quick.', priority: 'interactive', run: async () => heard.open() });
    await started(shop.runner([long, code], { concurrency: 2 }));
    for (let n = 0; n < 5; n += 1) await shop.enqueue(long, null);
    await allHeld.opened;

    await shop.enqueue(code, null);
    await heard.opened;

    expect(holding).toBe(2);
    hold.open();
  });

  it('let others have their turn while a backlog is worked off', async () => {
    let turns = 0;
    const turnsBefore: number[] = [];
    const other = setInterval(() => (turns += 1), 0);
    const finished = gate();
    const job = defineJob<number>({ name: 'testing.backlog', description: 'Quick.', priority: 'bulk', run: async (_ctx, n) => {
      turnsBefore.push(turns);
      if (n === 99) finished.open();
    } });
    await transaction(shop.ctx, async (tx) => {
      for (let n = 0; n < 100; n += 1) await tx.enqueue(job, n, { runAt: shop.clock.now() - 100 + n });
    });
    await started(shop.runner([job]));
    await finished.opened;
    clearInterval(other);
    expect(new Set(turnsBefore).size).toBeGreaterThan(10);
  });

  it('wait for running jobs when they stop, and take no more', async () => {
    const [begun, hold] = [gate(), gate()];
    const job = defineJob<number>({
      name: 'testing.hold', description: 'Waits.',
      run: async (ctx, n) => {
        begun.open();
        await hold.opened;
        await transaction(ctx, (tx) => leave(tx, String(n)));
      },
    });
    await shop.enqueue(job, 1);
    await shop.enqueue(job, 2);
    const runner = await started(shop.runner([job], { concurrency: 1 }));
    await begun.opened;
    const stopped = runner.stop();
    hold.open();
    await stopped;
    expect(await shop.subjects()).toEqual(['1']);
  });

  it('do not wait for ever for one that hangs', async () => {
    const begun = gate();
    const job = defineJob<null>({ name: 'testing.hang', description: 'Hangs.', run: () => (begun.open(), new Promise(() => undefined)) });
    await shop.enqueue(job, null);
    const runner = await started(shop.runner([job], { stopWithinMs: 20 }));
    await begun.opened;
    await runner.stop();
    expect((await shop.rows()).find((row) => row.name === job.name)?.state).toBe(JobState.waiting);
  });

  it('give a slot back when a run outlives its lease', async () => {
    const released = gate();
    let runs = 0;
    const job = defineJob<null>({
      name: 'testing.hang', description: 'Hangs at first.', leaseMs: 20,
      run: () => ((runs += 1) === 1 ? new Promise(() => undefined) : Promise.resolve(released.open())),
    });
    await shop.enqueue(job, null);
    const runner = shop.runner([job], { concurrency: 1 });
    expect(await runner.runOnce()).toMatchObject({ outcome: 'retried', error: expect.stringContaining('longer than its lease of 20 ms') });
    await runner.drain();
    await released.opened;
    expect(runs).toBe(2);
  });

  it('refuse two jobs of one name', () => {
    expect(() => shop.runner([mark, mark])).toThrow('Two jobs are called testing.leave-mark.');
  });

  it('share the jobs among them: none runs twice', async () => {
    const total = 200;
    const ran: number[] = [];
    const finished = gate();
    const job = defineJob<number>({
      name: 'testing.share', description: 'Counts.', run: async (ctx, n) => {
        await transaction(ctx, (tx) => leave(tx, String(n)));
        if (ran.push(n) === total) finished.open();
      },
    });
    await transaction(shop.ctx, async (tx) => {
      for (let n = 0; n < total; n += 1) await tx.enqueue(job, n);
    });
    // On MySQL each has connections of its own, as in separate processes; a SQLite file has one process.
    const others = shop.ctx.db.dialect === 'mysql' ? await Promise.all([1, 2, 3].map(() => shop.test.another())) : [];
    const runners = [shop.test.database, ...others, ...Array<Database>(3 - others.length).fill(shop.test.database)].map((database) => shop.runner([job], { database, pollMs: 20 }));
    await Promise.all(runners.map((runner) => runner.start()));

    await finished.opened;
    await Promise.all(runners.map((runner) => runner.stop()));
    await Promise.all(others.map((database) => database.close()));

    expect([new Set(ran).size, ran.length, new Set(await shop.subjects()).size, (await shop.subjects()).length]).toEqual([total, total, total, total]);
  });
});
