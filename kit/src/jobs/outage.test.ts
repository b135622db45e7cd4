import { transaction } from '../database/run-transaction';
import { openBreakableProxy } from '../testing/breakable-proxy';
import { defineJob } from './define-job';
import { gate, leave, openWorkshop } from './fixtures/workshop';

// A SQLite file does not go away for a while.
const onServers = process.env.TEST_DB === 'mysql' ? it : it.skip;

onServers('workers go on by themselves after the database was away, with one effect for each job', async () => {
  const proxy = await openBreakableProxy(3306);
  const shop = await openWorkshop({}, { through: `mysql://root@127.0.0.1:${proxy.port}` });
  const [begun, back] = [gate(), gate()];
  let runs = 0;
  const job = defineJob<string>({
    name: 'testing.survive', description: 'Leaves an effect.',
    run: async (ctx, subject) => {
      if ((runs += 1) === 10) begun.open();
      await transaction(ctx, (tx) => leave(tx, subject));
    },
  });
  const probe = defineJob<null>({ name: 'testing.probe', description: 'Tells that workers run.', priority: 'interactive', run: async () => back.open() });
  const subjects = Array.from({ length: 200 }, (_unused, n) => String(n));
  await transaction(shop.ctx, async (tx) => {
    for (const subject of subjects) await tx.enqueue(job, subject);
  });
  const runner = shop.runner([job, probe]);
  await runner.start();

  await begun.opened;
  await proxy.cut();
  await expect(shop.enqueue(probe, null)).rejects.toMatchObject({ extensions: { code: 'SERVICE_UNAVAILABLE' } });
  await expect(runner.lag()).rejects.toMatchObject({ extensions: { code: 'SERVICE_UNAVAILABLE' } });
  await proxy.restore();
  await shop.enqueue(probe, null);
  await back.opened;
  await runner.stop();
  // What was claimed when the connections broke comes back when its lease ends.
  await runner.drain();

  expect(runs).toBeGreaterThanOrEqual(subjects.length);
  expect((await shop.subjects()).sort()).toEqual(subjects.sort());
  await shop.close();
  await proxy.close();
});
