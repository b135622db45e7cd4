import { transaction } from '../database/run-transaction';
import { AppError } from '../errors/app-error';
import { CONFLICT } from '../errors/codes';
import { claimJobs } from './claim';
import { defineJob, type JobDefinition } from './define-job';
import { gate, leave, openWorkshop, type Workshop } from './fixtures/workshop';
import { JobState } from './job.entity';

let shop: Workshop;
beforeEach(async () => {
  shop = await openWorkshop();
});
afterEach(() => shop.close());

/** Fails as often as it is told, then leaves its effect. */
function stubborn(failures: number, error: () => Error = () => new Error('provider says no')): JobDefinition<string> {
  let left = failures;
  return defineJob({
    name: 'testing.try', description: 'Fails at first.',
    run: (ctx, subject) => transaction(ctx, async (tx) => {
      await leave(tx, subject);
      if ((left -= 1) >= 0) throw error();
    }),
  });
}

describe('a failing job', () => {
  it('is tried again after growing pauses and leaves one effect', async () => {
    const job = stubborn(3);
    const times: number[] = [];
    const timed = { ...job, run: (...[ctx, subject]: Parameters<typeof job.run>) => (times.push(ctx.clock.now()), job.run(ctx, subject)) };
    await shop.enqueue(timed, 'a');
    const ran = await shop.runner([timed]).drain();

    expect(ran.map(({ outcome, attempt, error }) => [outcome, attempt, error])).toEqual([
      ['retried', 1, 'Error: provider says no'], ['retried', 2, 'Error: provider says no'], ['retried', 3, 'Error: provider says no'], ['done', 4, null],
    ]);
    expect(times.map((time) => time - (times[0] ?? 0))).toEqual([0, 1_000, 4_000, 13_000]);
    expect(await shop.subjects()).toEqual(['a']);
  });

  it('takes up to half off its pauses at random', async () => {
    const job = stubborn(1);
    await shop.enqueue(job, 'a');
    const runner = shop.runner([job], { random: () => 0.5 });
    await runner.runOnce();
    expect(await runner.nextDue()).toBe(shop.clock.now() + 750);
  });

  it('gives up after its attempts, does not stop the others, and is named by drain', async () => {
    const job = { ...stubborn(Infinity), maxAttempts: 3 };
    const fine = { ...stubborn(0), name: 'testing.fine' };
    await shop.enqueue(job, 'poison');
    await shop.enqueue(fine, 'fine');
    const runner = shop.runner([job, fine]);

    await expect(runner.drain()).rejects.toThrow(/^Jobs died:\n {2}testing\.try \([-0-9a-f]{36}\), attempt 3: Error: provider says no$/);

    const [dead, ...more] = await runner.deadJobs();
    expect(more).toEqual([]);
    expect(dead).toEqual(expect.objectContaining({ kind: 'job', name: 'testing.try', attempts: 3, lastError: 'Error: provider says no', requestId: 'request-1' }));
    expect(dead).not.toHaveProperty('payload');
    expect([await shop.subjects(), await runner.nextDue()]).toEqual([['fine'], null]);
  });

  it('gives up after twelve attempts within some hours, where it says nothing else', async () => {
    const job = stubborn(Infinity);
    await shop.enqueue(job, 'a');
    const start = shop.clock.now();
    const runner = shop.runner([job]);
    await expect(runner.drain()).rejects.toThrow('attempt 12');
    expect(shop.clock.now() - start).toBe(1_000 * (1 + 3 + 9 + 27 + 81 + 243 + 729 + 2_187) + 3 * 3_600_000);
  });

  it('can be replayed, with short pauses and all its attempts again', async () => {
    const job = { ...stubborn(4), maxAttempts: 3 };
    await shop.enqueue(job, 'a');
    const runner = shop.runner([job]);
    await expect(runner.drain()).rejects.toThrow('Jobs died');
    const [dead] = await runner.deadJobs();
    const replayedAt = shop.clock.now();

    expect([await runner.replay(dead?.id ?? ''), await runner.replay(dead?.id ?? ''), await runner.replay('no such id')]).toEqual([true, false, false]);
    const ran = await runner.drain();

    expect(ran.map(({ outcome, attempt }) => [outcome, attempt])).toEqual([['retried', 4], ['done', 5]]);
    expect([shop.clock.now() - replayedAt, await shop.subjects(), await runner.deadJobs()]).toEqual([1_000, ['a'], []]);
  });

  it('keeps the code of a coded error and hides a database\'s text', async () => {
    const coded = { ...stubborn(1, () => new AppError(CONFLICT)), name: 'testing.coded' };
    const broken = defineJob<null>({ name: 'testing.broken', description: 'Asks nonsense.', maxAttempts: 2, run: async (ctx) => void (await ctx.db.query('SELECT secret_value FROM nowhere')) });
    const runner = shop.runner([coded, broken]);
    await shop.enqueue(coded, 'a');
    expect(await runner.runOnce()).toMatchObject({ outcome: 'retried', error: 'CONFLICT' });
    await runner.drain();
    await shop.enqueue(broken, null);
    expect(await runner.runOnce()).toMatchObject({ outcome: 'retried', error: expect.stringMatching(/^Database error (SQLITE|ER)_\w+$/) });
  });

  it('is done when only what came after its transaction failed', async () => {
    const job = defineJob<string>({
      name: 'testing.late-failure', description: 'Fails too late.',
      run: async (ctx, subject) => {
        await transaction(ctx, (tx) => leave(tx, subject));
        throw new Error('too late');
      },
    });
    await shop.enqueue(job, 'a');
    expect((await shop.runner([job]).drain()).map((ran) => ran.outcome)).toEqual(['done']);
    expect(await shop.subjects()).toEqual(['a']);
  });

  it('may not open a second transaction, which would not be fenced', async () => {
    const job = defineJob<string>({
      name: 'testing.twice', description: 'Writes twice.', maxAttempts: 1,
      run: async (ctx, subject) => {
        await transaction(ctx, (tx) => leave(tx, `${subject} 1`));
        await transaction(ctx, (tx) => leave(tx, `${subject} 2`));
      },
    });
    await shop.enqueue(job, 'a');
    await shop.runner([job]).drain();
    expect(await shop.subjects()).toEqual(['a 1']);
  });
});

describe('a worker that was paused for longer than its lease', () => {
  it('has no effect when it goes on, because another has run the job', async () => {
    const [paused, begun] = [gate(), gate()];
    let runs = 0;
    const job = defineJob<string>({
      name: 'testing.pause', description: 'The first run is paused.', leaseMs: 30_000,
      run: async (ctx, subject) => {
        const run = (runs += 1);
        if (run === 1) {
          begun.open();
          await paused.opened;
        }
        await transaction(ctx, (tx) => leave(tx, `${subject} by run ${run}`));
      },
    });
    await shop.enqueue(job, 'effect');
    const [slow, quick] = [shop.runner([job]), shop.runner([job])];

    const first = slow.runOnce();
    await begun.opened;
    expect(await quick.runOnce()).toBeNull();
    shop.clock.advance(30_000);
    expect(await quick.runOnce()).toMatchObject({ attempt: 2, outcome: 'done' });
    paused.open();

    expect(await first).toMatchObject({ attempt: 1, outcome: 'lost' });
    expect(await shop.subjects()).toEqual(['effect by run 2']);
  });

  it('neither finishes nor fails the job for the other', async () => {
    const [paused, begun] = [gate(), gate()];
    let runs = 0;
    const job = defineJob<null>({
      name: 'testing.pause', description: 'No transaction.',
      run: async () => {
        if ((runs += 1) > 1) return;
        begun.open();
        await paused.opened;
        throw new Error('too late to matter');
      },
    });
    await shop.enqueue(job, null);
    const [slow, quick] = [shop.runner([job]), shop.runner([job])];
    const first = slow.runOnce();
    await begun.opened;
    shop.clock.advance(30_000);
    await claimJobs(shop.ctx, { limit: 1, priorities: [5], repeating: true, definitions: new Map() });
    paused.open();

    expect((await first)?.outcome).toBe('lost');
    const [row] = await shop.rows();
    expect([row?.state, row?.attempts, row?.lastError]).toEqual([JobState.waiting, 2, null]);
    await quick.drain();
    expect((await shop.rows())[0]?.state).toBe(JobState.done);
  });
});

describe('a job whose process ends in every attempt', () => {
  it('is dead after its attempts instead of ending the process for ever', async () => {
    const job = { ...stubborn(0), maxAttempts: 2 };
    await shop.enqueue(job, 'deadly');
    const request = { limit: 1, priorities: [5], repeating: true, definitions: new Map() };
    for (let n = 0; n < 2; n += 1) {
      expect((await claimJobs(shop.ctx, request)).claimed).toHaveLength(1);
      shop.clock.advance(30_000);
    }
    const runner = shop.runner([job]);
    expect(await runner.lag()).toBe(0);
    expect(await runner.runOnce()).toMatchObject({ outcome: 'dead', error: 'The process ended during the last attempt.' });
    expect([await runner.runOnce(), (await runner.deadJobs()).length, await shop.subjects()]).toEqual([null, 1, []]);
  });
});

describe('the lag', () => {
  it('is the age of the oldest job that is due and not running', async () => {
    const job = stubborn(0);
    const runner = shop.runner([job]);
    await shop.enqueue(job, 'later', { runAt: shop.clock.now() + 10_000 });
    expect(await runner.lag()).toBe(0);
    shop.clock.advance(12_000);
    await shop.enqueue(job, 'now');
    expect(await runner.lag()).toBe(2_000);
    await runner.drain();
    expect(await runner.lag()).toBe(0);
  });
});
