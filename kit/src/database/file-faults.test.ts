import { join } from 'node:path';
import { openTestDatabase, testContext, type TestDatabase } from '../testing/database-fixture';
import type { SubgraphContext } from '../running/context';
import { Note } from './fixtures/note.entity';
import { note, NOTES } from './fixtures/notes';
import { managed } from './managed-database';
import { count, findMany } from './read';
import { transaction } from './run-transaction';
import { SqliteConnection } from './sqlite-connection';

let test: TestDatabase;
let ctx: SubgraphContext;
beforeEach(async () => {
  test = await openTestDatabase({ ...NOTES, engine: 'sqlite' });
  ctx = testContext(test.database);
});
afterEach(() => test.drop());

const pragma = (text: string) => managed(test.database).engine.dataSource.query(`PRAGMA ${text}`) as Promise<Record<string, unknown>[]>;

describe('a SQLite file', () => {
  it('on a full disk is STORAGE_FULL: reads go on, no half transaction stays, and all works when there is space', async () => {
    await transaction(ctx, (tx) => tx.insert(Note, note({ title: 'before' })));
    await pragma('max_page_count = 40');
    const filling = transaction(ctx, async (tx) => {
      await tx.insert(Note, note({ title: 'half' }));
      await tx.insert(Note, note({ title: 'large', body: 'x'.repeat(1_000_000) }));
    });

    await expect(filling).rejects.toMatchObject({ extensions: { code: 'STORAGE_FULL' }, message: 'The storage is full.' });
    expect((await findMany(ctx, Note, { where: {} })).map(({ title }) => title)).toEqual(['before']);
    await pragma('max_page_count = 1000000');
    await transaction(ctx, (tx) => tx.insert(Note, note({ title: 'after', body: 'x'.repeat(1_000_000) })));

    expect(await pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(await count(ctx, Note, {})).toBe(2);
  });

  it('does not keep what a transaction did after it swallowed that the disk is full', async () => {
    await pragma('max_page_count = 40');

    const swallowing = transaction(ctx, async (tx) => {
      await tx.insert(Note, note({ body: 'x'.repeat(1_000_000) })).catch(() => undefined);
      await tx.insert(Note, note({ title: 'single' }));
    });

    await expect(swallowing).rejects.toMatchObject({ extensions: { code: 'STORAGE_FULL' } });
    expect(await count(ctx, Note, {})).toBe(0);
  });

  it('that another program is writing to is tried again until it is free', async () => {
    const foreign = new SqliteConnection(join(test.dataDir, 'testing.sqlite'));
    foreign.exec('BEGIN IMMEDIATE');
    const waiting = transaction(ctx, (tx) => tx.insert(Note, note()));
    setImmediate(() => foreign.exec('COMMIT'));

    await waiting;
    foreign.exec('BEGIN IMMEDIATE');
    await expect(transaction(ctx, (tx) => tx.insert(Note, note()))).rejects.toMatchObject({ extensions: { code: 'SERVICE_UNAVAILABLE' } });
    foreign.close();

    await transaction(ctx, (tx) => tx.insert(Note, note()));
    expect(await count(ctx, Note, {})).toBe(2);
  });

  it('cannot be written to by its reader', async () => {
    await expect(test.database.query("INSERT INTO note (id) VALUES ('x')")).rejects.toThrow('only reads');
    await expect(test.database.query("WITH x AS (SELECT 1) DELETE FROM note")).rejects.toMatchObject({ extensions: { code: 'SERVICE_UNAVAILABLE' } });
  });

  it('is opened as durable as it was asked for', async () => {
    const money = await openTestDatabase({ ...NOTES, engine: 'sqlite', durability: 'full' });
    const level = (await managed(money.database).engine.dataSource.query('PRAGMA synchronous')) as unknown;
    await money.drop();

    expect([await pragma('synchronous'), level, await pragma('journal_mode')]).toEqual([[{ synchronous: 1 }], [{ synchronous: 2 }], [{ journal_mode: 'wal' }]]);
  });

  it('is closed once its last transaction has ended, and refuses others', async () => {
    const last = transaction(ctx, async (tx) => {
      await new Promise(setImmediate);
      await tx.insert(Note, note());
    });
    await Promise.all([test.database.close(), last]);

    await expect(transaction(ctx, async () => 1)).rejects.toThrow('is closed');
    expect(await count(testContext(await test.reopen()), Note, {})).toBe(1);
  });
});
