import { transaction } from '../database/run-transaction';
import { newId } from '../ids/new-id';
import { Inbox } from '../events/inbox.entity';
import { Idempotency } from '../idempotency/idempotency.entity';
import { findMany } from '../database/read';
import { defineJob, type JobDefinition } from './define-job';
import { leave, openWorkshop, type Workshop } from './fixtures/workshop';
import { JobState } from './job.entity';
import { purgeJob } from './purge';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let shop: Workshop;
beforeEach(async () => {
  shop = await openWorkshop();
});
afterEach(() => shop.close());

const hourly: JobDefinition<null> = defineJob({
  name: 'testing.strike', description: 'Strikes.', everyMs: HOUR, run: (ctx) => transaction(ctx, (tx) => leave(tx, new Date(ctx.clock.now()).toISOString())),
});
const runsOf = async (name: string, state: number) => (await shop.rows()).filter((row) => row.name === name && row.state === state);

describe('a repeating job', () => {
  it('runs at whole multiples of its period, however long drain goes on', async () => {
    const start = shop.clock.now();
    await shop.runner([hourly]).drain({ until: start + 3 * HOUR });
    expect(await shop.subjects()).toEqual(['2026-01-05T07:00:00.000Z', '2026-01-05T08:00:00.000Z', '2026-01-05T09:00:00.000Z']);
    expect(shop.clock.now()).toBe(start + 3 * HOUR);
  });

  it('has exactly one run ahead, for several instances, after restarts and after claims', async () => {
    const runners = [shop.runner([hourly]), shop.runner([hourly]), shop.runner([hourly])];
    await Promise.all(runners.map((runner) => runner.scheduleRepeating()));
    await Promise.all(runners.map((runner) => runner.scheduleRepeating()));
    expect(await runsOf(hourly.name, JobState.waiting)).toHaveLength(1);

    shop.clock.advance(HOUR);
    await Promise.all(runners.map((runner) => runner.runOnce()));
    await shop.runner([hourly]).scheduleRepeating();

    expect([await runsOf(hourly.name, JobState.done), await runsOf(hourly.name, JobState.waiting)]).toEqual([
      [expect.objectContaining({ attempts: 1 })], [expect.objectContaining({ attempts: 0, availableAt: new Date(Date.UTC(2026, 0, 5, 8)) })],
    ]);
  });

  it('leaves out what was missed while nobody ran', async () => {
    await shop.runner([hourly]).scheduleRepeating();
    shop.clock.advance(5 * HOUR);
    const runner = shop.runner([hourly]);
    await runner.scheduleRepeating();
    while (await runner.runOnce());
    expect(await shop.subjects()).toEqual(['2026-01-05T11:30:00.000Z']);
    expect(await runsOf(hourly.name, JobState.waiting)).toEqual([expect.objectContaining({ availableAt: new Date(Date.UTC(2026, 0, 5, 12)) })]);
  });

  it('follows a period that was made shorter', async () => {
    await shop.runner([{ ...hourly, everyMs: 7 * DAY }]).scheduleRepeating();
    await shop.runner([hourly]).scheduleRepeating();
    expect(await runsOf(hourly.name, JobState.waiting)).toEqual([expect.objectContaining({ availableAt: new Date(Date.UTC(2026, 0, 5, 7)) })]);
  });

  it('is tried again only until the next run is due', async () => {
    const failing = defineJob<null>({ name: 'testing.fail', description: 'Fails.', everyMs: 10_000, run: () => Promise.reject(new Error('no')) });
    const runner = shop.runner([failing]);
    // One run, ten seconds from now, and its repetitions after one and three more.
    await expect(runner.drain({ until: shop.clock.now() + 19_999 })).rejects.toThrow('Jobs died');
    const [run] = (await runner.deadJobs()).filter((job) => job.name === failing.name);
    expect(run?.attempts).toBe(3);
  });

  it('is left alone by a drain that has no end', async () => {
    const runner = shop.runner([hourly]);
    await runner.scheduleRepeating();
    await shop.enqueue(hourly, null, { runAt: shop.clock.now() + 2 * HOUR });
    expect(await runner.drain()).toHaveLength(1);
    expect([await shop.subjects(), await runner.drain()]).toEqual([['2026-01-05T08:30:00.000Z'], []]);
  });
});

describe('the built-in purge', () => {
  it('removes jobs done seven days ago in small batches, and keeps the others', async () => {
    const quick = defineJob<number>({ name: 'testing.quick', description: 'Quick.', run: async (_ctx, n) => {
      if (n < 0) throw new Error('no');
    }, maxAttempts: 1 });
    const runner = shop.runner([quick]);
    await transaction(shop.ctx, async (tx) => {
      for (let n = 0; n < 23; n += 1) await tx.enqueue(quick, n);
      await tx.enqueue(quick, -1);
    });
    await expect(runner.drain()).rejects.toThrow('Jobs died');
    const doneAt = shop.clock.now();
    shop.clock.advance(DAY);
    await shop.enqueue(quick, 1);
    await runner.drain();

    shop.clock.moveTo(doneAt + 7 * DAY + 1);
    const purge = purgeJob({ subgraph: 'testing', contextFor: () => shop.ctx, batch: 10 });
    await purge.run(shop.ctx, null);

    expect((await shop.rows()).map((row) => [row.payload, row.state])).toEqual([[-1, JobState.dead], [1, JobState.done]]);
  });

  it('forgets applied events after ninety days', async () => {
    const rows = (days: number, count: number) => Array.from({ length: count }, () => ({ handler: 'h', eventId: newId(), appliedAt: new Date(shop.clock.now() - days * DAY) }));
    await transaction(shop.ctx, (tx) => tx.insert(Inbox, [...rows(91, 12), ...rows(89, 2)]));
    await purgeJob({ subgraph: 'testing', contextFor: () => shop.ctx, batch: 5 }).run(shop.ctx, null);
    expect(await findMany(shop.ctx, Inbox, { where: {} })).toHaveLength(2);
  });

  it('forgets the outcomes of keyed requests after seven days', async () => {
    const row = (clientKey: string, age: number) => ({ viewerId: 'u', field: 'f', clientKey, inputHash: 'h', entityId: null, refusal: null, createdAt: new Date(shop.clock.now() - age) });
    await transaction(shop.ctx, (tx) => tx.insert(Idempotency, [...Array.from({ length: 12 }, (_, index) => row(`old-${index}`, 7 * DAY + 1)), row('young', 7 * DAY)]));
    await purgeJob({ subgraph: 'testing', contextFor: () => shop.ctx, batch: 5 }).run(shop.ctx, null);
    expect((await findMany(shop.ctx, Idempotency, { where: {} })).map(({ clientKey }) => clientKey)).toEqual(['young']);
  });

  it('is part of every subgraph\'s workers', async () => {
    const ran = await shop.runner([]).drain({ until: shop.clock.now() + DAY });
    expect(ran.map((job) => [job.name, job.outcome])).toEqual(Array.from({ length: 4 }, () => ['testing.purge-finished-jobs', 'done']));
  });
});
