import { openBreakableProxy, type BreakableProxy } from '../testing/breakable-proxy';
import { openTestDatabase, testContext, type TestDatabase } from '../testing/database-fixture';
import type { SubgraphContext } from '../running/context';
import { note, NOTES, slot } from './fixtures/notes';
import { Note } from './fixtures/note.entity';
import { Slot } from './fixtures/slot.entity';
import { connectTo } from './mysql-schema';
import { count, findMany } from './read';
import { transaction } from './run-transaction';
import { sql } from './sql';

const UNAVAILABLE = { extensions: { code: 'SERVICE_UNAVAILABLE', retryAfter: 1 }, message: 'The service is unavailable.' };

let proxy: BreakableProxy;
let test: TestDatabase;
let ctx: SubgraphContext;

function meeting(parties: number): () => Promise<void> {
  let release = (): void => undefined;
  const all = new Promise<void>((resolve) => {
    release = resolve;
  });
  let arrived = 0;
  return () => {
    arrived += 1;
    if (arrived === parties) release();
    return all;
  };
}

const onServer = process.env.TEST_DB === 'mysql' ? describe : describe.skip;

onServer('a database server', () => {
  beforeEach(async () => {
    proxy = await openBreakableProxy(3306);
    test = await openTestDatabase({ ...NOTES, through: `mysql://root@127.0.0.1:${proxy.port}`, pool: 2, timeLimitMs: 1_000 });
    ctx = testContext(test.database);
  });
  afterEach(async () => {
    await proxy.restore();
    await test.drop();
    await proxy.close();
  });

  it('that is gone is SERVICE_UNAVAILABLE for reads and writes; nothing is acknowledged, and all works when it is back', async () => {
    await transaction(ctx, (tx) => tx.insert(Note, note()));
    await proxy.cut();

    await expect(count(ctx, Note, {})).rejects.toMatchObject(UNAVAILABLE);
    await expect(transaction(ctx, (tx) => tx.insert(Note, note()))).rejects.toMatchObject(UNAVAILABLE);
    await expect(test.database.ping()).rejects.toMatchObject(UNAVAILABLE);
    await proxy.restore();

    await transaction(ctx, (tx) => tx.insert(Note, note()));
    expect(await count(ctx, Note, {})).toBe(2);
  });

  it('that vanishes in a transaction keeps none of it', async () => {
    const cut = transaction(ctx, async (tx) => {
      await tx.insert(Note, note());
      await proxy.cut();
      await tx.insert(Note, note());
    });

    await expect(cut).rejects.toMatchObject(UNAVAILABLE);
    await proxy.restore();
    expect(await count(ctx, Note, {})).toBe(0);
  });

  it('that no longer answers is SERVICE_UNAVAILABLE, and its connections are not used again', async () => {
    await Promise.all([count(ctx, Note, {}), count(ctx, Note, {})]);
    proxy.freeze();

    await expect(count(ctx, Note, {})).rejects.toMatchObject(UNAVAILABLE);
    await expect(transaction(ctx, (tx) => tx.insert(Note, note()))).rejects.toMatchObject(UNAVAILABLE);
    await proxy.restore();

    expect(await count(ctx, Note, {})).toBe(0);
  });

  it('without a free connection is SERVICE_UNAVAILABLE, and the pool recovers', async () => {
    const together = meeting(3);
    const holding = [1, 2].map(() => transaction(ctx, async (tx) => {
      await tx.insert(Note, note());
      await together();
    }));

    await expect(count(ctx, Note, {})).rejects.toMatchObject(UNAVAILABLE);
    await together();
    await Promise.all(holding);

    expect(await count(ctx, Note, {})).toBe(2);
  });

  it('on which somebody holds a lock is SERVICE_UNAVAILABLE after two waits', async () => {
    await test.drop();
    test = await openTestDatabase(NOTES);
    ctx = testContext(test.database);
    const wanted = slot();
    await transaction(ctx, (tx) => tx.insert(Slot, wanted));
    const foreign = await connectTo(String(test.url), `${test.prefix}testing`);
    await foreign.query('START TRANSACTION');
    await foreign.query('SELECT * FROM slot WHERE id = ? FOR UPDATE', [wanted.id]);

    await expect(transaction(ctx, (tx) => tx.update(Slot, { id: wanted.id }, { remaining: 5 }))).rejects.toMatchObject(UNAVAILABLE);
    await foreign.end();

    expect(await transaction(ctx, (tx) => tx.update(Slot, { id: wanted.id }, { remaining: 6 }))).toBe(1);
  });

  it('that rolled a transaction back does not keep what the transaction did after swallowing the deadlock', async () => {
    const [left, right] = [slot({ remaining: 0 }), slot({ remaining: 0 })];
    await transaction(ctx, (tx) => tx.insert(Slot, [left, right]));
    const bothHoldOne = meeting(2);
    const attempts: string[] = [];
    const crossing = (name: string, first: Slot, second: Slot) => transaction(ctx, async (tx) => {
      attempts.push(name);
      await tx.update(Slot, { id: first.id }, { remaining: sql('remaining + 1') });
      if (attempts.length <= 2) await bothHoldOne();
      await tx.update(Slot, { id: second.id }, { remaining: sql('remaining + 1') }).catch(() => undefined);
      await tx.insert(Note, note({ title: name }));
    });

    await Promise.all([crossing('one', left, right), crossing('two', right, left)]);

    expect(attempts).toHaveLength(3);
    expect((await findMany(ctx, Slot, { where: {} })).map(({ remaining }) => remaining)).toEqual([2, 2]);
    expect((await findMany(ctx, Note, { where: {} })).map(({ title }) => title).sort()).toEqual(['one', 'two']);
  });
});
