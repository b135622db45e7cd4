import { transaction } from '../database/run-transaction';
import { defineJob } from './define-job';
import { gate, leave, openWorkshop, type Workshop } from './fixtures/workshop';

let shop: Workshop;
beforeEach(async () => {
  shop = await openWorkshop();
});
afterEach(() => shop.close());

const remind = defineJob<string>({ name: 'testing.remind', description: 'Reminds.', run: (ctx, text) => transaction(ctx, (tx) => leave(tx, text)) });
const other = defineJob<string>({ name: 'testing.other', description: 'Something else.', run: (ctx, text) => transaction(ctx, (tx) => leave(tx, text)) });
const cancel = (key: string) => transaction(shop.ctx, (tx) => tx.cancel(remind, key));

describe('cancel', () => {
  it('takes back the one job of that name and key, and says whether there was one', async () => {
    await shop.enqueue(remind, 'first', { dedupeKey: 'note-1' });
    await shop.enqueue(remind, 'second', { dedupeKey: 'note-2' });
    await shop.enqueue(other, 'third', { dedupeKey: 'note-1' });

    expect([await cancel('note-1'), await cancel('note-1'), await cancel('note-9')]).toEqual([true, false, false]);

    await shop.runner([remind, other]).drain();
    expect((await shop.subjects()).sort()).toEqual(['second', 'third']);
  });

  it('leaves the key free, so that in one transaction a job gets another time', async () => {
    const [now, later] = [shop.clock.now(), shop.clock.now() + 60_000];
    await shop.enqueue(remind, 'early', { dedupeKey: 'note-1', runAt: now + 1_000 });

    await transaction(shop.ctx, async (tx) => {
      await tx.cancel(remind, 'note-1');
      await tx.enqueue(remind, 'late', { dedupeKey: 'note-1', runAt: later });
    });

    expect((await shop.rows()).map(({ payload, availableAt }) => [payload, availableAt.getTime()])).toEqual([['late', later]]);
  });

  it('is undone with its transaction', async () => {
    await shop.enqueue(remind, 'kept', { dedupeKey: 'note-1' });

    await expect(transaction(shop.ctx, (tx) => tx.cancel(remind, 'note-1').then(() => Promise.reject(new Error('no'))))).rejects.toThrow('no');

    expect(await shop.rows()).toHaveLength(1);
  });

  it('takes back what waits for another attempt', async () => {
    const failing = defineJob<string>({ ...remind, run: () => Promise.reject(new Error('not yet')) });
    await shop.enqueue(failing, 'never', { dedupeKey: 'note-1' });
    await shop.runner([failing]).runOnce();

    expect(await cancel('note-1')).toBe(true);
    expect(await shop.rows()).toEqual([]);
  });

  it('does not touch what runs, nor what is done', async () => {
    const [begun, goOn] = [gate(), gate()];
    const slow = defineJob<string>({ ...remind, run: async (ctx, text) => {
      begun.open();
      await goOn.opened;
      await remind.run(ctx, text);
    } });
    await shop.enqueue(slow, 'ran', { dedupeKey: 'note-1' });
    const running = shop.runner([slow]).runOnce();
    await begun.opened;

    const whileRunning = await cancel('note-1');
    goOn.open();
    await running;

    expect([whileRunning, await cancel('note-1'), await shop.subjects()]).toEqual([false, false, ['ran']]);
  });

  it('races with workers: each job either runs or is taken back', async () => {
    const keys = Array.from({ length: 60 }, (_, index) => `note-${index}`);
    await transaction(shop.ctx, async (tx) => {
      for (const key of keys) await tx.enqueue(remind, key, { dedupeKey: key });
    });
    const runners = [shop.runner([remind]), shop.runner([remind])];
    const work = async (runner: (typeof runners)[number]) => {
      while (await runner.runOnce());
    };

    const [cancelled] = await Promise.all([Promise.all(keys.toReversed().map(async (key) => ((await cancel(key)) ? key : null))), ...runners.map(work)]);

    const takenBack = cancelled.filter((key) => key !== null);
    expect([...(await shop.subjects()), ...takenBack].sort()).toEqual([...keys].sort());
  });
});
