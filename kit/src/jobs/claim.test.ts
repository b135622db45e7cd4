import { transaction } from '../database/run-transaction';
import type { SubgraphContext } from '../running/context';
import { openWorkshop, gate, type Workshop } from './fixtures/workshop';
import { claimJobs } from './claim';
import { defineJob } from './define-job';

let shop: Workshop;
beforeEach(async () => {
  shop = await openWorkshop();
});
afterEach(() => shop.close());

const count = defineJob<number>({ name: 'testing.count', description: 'Nothing.', leaseMs: 5_000, run: async () => undefined });
const request = { limit: 3, priorities: [9, 5, 0], repeating: true, definitions: new Map([[count.name, count as never]]) };
const enqueueMany = (ctx: SubgraphContext, total: number) => transaction(ctx, async (tx) => {
  for (let n = 0; n < total; n += 1) await tx.enqueue(count, n, { runAt: ctx.clock.now() - total + n });
});

describe('claiming', () => {
  it('takes the oldest due jobs and pushes them to the end of their lease', async () => {
    await enqueueMany(shop.ctx, 5);
    await shop.enqueue(count, 99, { runAt: shop.clock.now() + 1 });

    const first = await claimJobs(shop.ctx, request);
    const second = await claimJobs(shop.ctx, request);
    const third = await claimJobs(shop.ctx, request);

    expect([first, second, third].map((claim) => claim.claimed.map((job) => job.payload))).toEqual([[0, 1, 2], [3, 4], []]);
    const leased = (await shop.rows()).filter((row) => row.payload !== 99);
    expect(leased.map((row) => [row.attempts, row.availableAt, row.leaseUntil])).toEqual(
      Array.from({ length: 5 }, () => [1, new Date(shop.clock.now() + 5_000), new Date(shop.clock.now() + 5_000)]));
  });

  it('gives every job to one claimer only', async () => {
    await enqueueMany(shop.ctx, 60);
    const claims = await Promise.all(Array.from({ length: 24 }, () => claimJobs(shop.ctx, request)));
    // A claimer may pass over rows that another one is just taking.
    while (claims.flatMap((claim) => claim.claimed).length < 60) claims.push(await claimJobs(shop.ctx, request));
    const claimed = claims.flatMap((claim) => claim.claimed.map((job) => job.payload as number));
    expect(claimed.sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_unused, n) => n));
  });

  // SQLite has one writer at a time: there is no other claimer to wait for.
  const onServers = process.env.TEST_DB === 'mysql' ? it : it.skip;
  onServers('passes over a job that another claimer is just taking, and new ones can be enqueued meanwhile', async () => {
    await enqueueMany(shop.ctx, 2);
    const [locked, hold] = [gate(), gate()];
    const other = transaction(shop.ctx, async (tx) => {
      await tx.manager.query('SELECT id FROM job WHERE state = 0 AND priority = 5 ORDER BY available_at, id LIMIT 1 FOR UPDATE');
      locked.open();
      await hold.opened;
    });
    await locked.opened;

    const { claimed } = await claimJobs(shop.ctx, request);
    await shop.enqueue(count, 2);
    hold.open();
    await other;

    expect(claimed.map((job) => job.payload)).toEqual([1]);
  });

  it('reads the index, however many jobs wait for another day', async () => {
    await transaction(shop.ctx, async (tx) => {
      for (let n = 1; n <= 2_000; n += 1) await tx.enqueue(count, n, { runAt: shop.clock.now() + n * 1_000 });
    });
    const statements: string[] = [];
    const stop = shop.ctx.db.observe({ statement: (sql) => statements.push(sql) });
    await claimJobs(shop.ctx, { ...request, priorities: [5] });
    stop();
    const values = [5, shop.clock.now()];
    const claiming = statements.filter((sql) => sql.includes('available_at <= ')).map((sql) => sql.replaceAll('?', () => String(values.shift())));
    expect(claiming).toHaveLength(1);

    const plan = await transaction(shop.ctx, async (tx) => {
      if (shop.ctx.db.dialect === 'mysql') await tx.manager.query('ANALYZE TABLE job');
      return tx.manager.query<unknown[]>(`${shop.ctx.db.dialect === 'mysql' ? 'EXPLAIN' : 'EXPLAIN QUERY PLAN'} ${claiming[0]}`);
    });

    expect(JSON.stringify(plan)).toMatch(/available_at<\?|"type":"range"/);
    expect(JSON.stringify(plan)).not.toMatch(/TEMP B-TREE|filesort/);
  });
});
