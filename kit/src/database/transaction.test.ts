import { newId } from '../ids/new-id';
import { createMemoryBus } from '../live/memory-bus';
import { openTestDatabase, testContext, type TestDatabase } from '../testing/database-fixture';
import type { SubgraphContext } from '../running/context';
import { Note, NoteReader } from './fixtures/note.entity';
import { note, NOTES, slot } from './fixtures/notes';
import { Slot } from './fixtures/slot.entity';
import { count, findMany, findOne } from './read';
import { transaction } from './run-transaction';
import { sql } from './sql';
import { assertOutsideTransaction } from './transaction-scope';

let test: TestDatabase;
let ctx: SubgraphContext;
beforeEach(async () => {
  test = await openTestDatabase(NOTES);
  ctx = testContext(test.database);
});
afterEach(() => test.drop());

describe('a transaction', () => {
  it('reads back every kind of column as it was written', async () => {
    const written = note({ body: 'é 🙂 \u2028', rank: 2 ** 53 - 1, pinned: true, labels: ['a', { b: [1, null] }], archivedAt: new Date(-1), slug: 'Slug ' });

    await transaction(ctx, (tx) => tx.insert(Note, written));
    const found = await findOne(ctx, Note, { id: written.id });

    expect(found).toEqual(written);
    expect(found).toBeInstanceOf(Note);
  });

  it('commits everything or nothing', async () => {
    const failing = transaction(ctx, async (tx) => {
      await tx.insert(Note, note());
      throw new Error('changed my mind');
    });

    await expect(failing).rejects.toThrow('changed my mind');
    expect(await count(ctx, Note, {})).toBe(0);
  });

  it('sees its own writes', async () => {
    const mine = note();

    const seen = await transaction(ctx, async (tx) => {
      await tx.insert(Note, [mine, note()]);
      return [await tx.findOne(Note, { id: mine.id }), await tx.findMany(Note, {})] as const;
    });

    expect(seen[0]).toEqual(mine);
    expect(seen[1]).toHaveLength(2);
  });

  it('counts the rows that matched, also where nothing changed', async () => {
    const mine = note({ title: 'same' });
    await transaction(ctx, (tx) => tx.insert(Note, mine));

    const matched = await transaction(ctx, async (tx) => [
      await tx.update(Note, { id: mine.id }, { title: 'same' }), await tx.update(Note, { id: newId() }, { title: 'same' }), await tx.update(Note, { id: mine.id }, { title: undefined }),
    ]);

    expect(matched).toEqual([1, 0, 1]);
  });

  it('computes values in the database from those before the update', async () => {
    const mine = slot({ remaining: 5 });
    await transaction(ctx, (tx) => tx.insert(Slot, mine));

    await transaction(ctx, (tx) => tx.update(Slot, { id: mine.id }, { remaining: 1, bookedBy: 'x', bookings: sql('remaining + ?', 2) }));

    expect(await findOne(ctx, Slot, { id: mine.id })).toEqual({ ...mine, bookedBy: 'x', bookings: 7, remaining: 1 });
  });

  it('refuses values that compute from each other', async () => {
    const both = { remaining: sql('bookings'), bookings: sql('remaining') };

    await expect(transaction(ctx, (tx) => tx.update(Slot, { id: 'x' }, both))).rejects.toThrow('the engines differ');
  });

  it('refuses rows without a required value, and numbers that are not whole', async () => {
    await expect(transaction(ctx, (tx) => tx.insert(Note, { ...note(), title: undefined }))).rejects.toThrow('note.title is required');
    for (const rank of [1.5, 2 ** 53, NaN]) await expect(transaction(ctx, (tx) => tx.insert(Note, note({ rank })))).rejects.toThrow('not a whole number');
    expect(await count(ctx, Note, {})).toBe(0);
  });

  it('keeps a whole number whole in a text', async () => {
    await transaction(ctx, (tx) => tx.manager.query('INSERT INTO note_reader (note_id, reader_id, read_at) VALUES (?, ?, ?)', [5, 'x', 1]));

    expect(await findMany(ctx, NoteReader, { where: {} })).toEqual([{ noteId: '5', readerId: 'x', readAt: new Date(1) }]);
  });

  it('never takes an object from outside for SQL', async () => {
    const mine = slot();
    await transaction(ctx, (tx) => tx.insert(Slot, mine));
    const forged = { expression: 'remaining + 100', parameters: [] };

    await expect(transaction(ctx, (tx) => tx.update(Slot, { id: mine.id }, { remaining: forged }))).rejects.toThrow('is an object');
  });

  it('refuses to write every row by mistake', async () => {
    await expect(transaction(ctx, (tx) => tx.delete(Note, {}))).rejects.toThrow('every row');
    await expect(transaction(ctx, (tx) => tx.update(Note, {}, { title: 'x' }))).rejects.toThrow('every row');
    await expect(transaction(ctx, (tx) => tx.delete(Note, { ownerId: undefined }))).rejects.toThrow('widen');
  });

  it('refuses reads from outside, a second transaction and calls while it runs', async () => {
    const attempts = await transaction(ctx, async () => [
      await ctx.db.query('SELECT 1 AS one').catch(String), await transaction(ctx, async () => 1).catch(String), await Promise.reject(new Error('x')).catch(() => throwing(() => assertOutsideTransaction('A call'))),
    ]);

    expect(attempts).toEqual([expect.stringContaining('inside a transaction of testing'), expect.stringContaining('A transaction inside'), expect.stringContaining('A call inside')]);
    assertOutsideTransaction('A call');
  });

  it('is over for whoever kept it', async () => {
    const kept = await transaction(ctx, async (tx) => ({ tx, manager: tx.manager }));

    await expect(kept.tx.insert(Note, note())).rejects.toThrow('is over');
    await expect(kept.manager.query('SELECT 1')).rejects.toThrow('released');
    expect(await count(ctx, Note, {})).toBe(0);
  });

  it('does not bind what it left running once it has ended', async () => {
    let read: Promise<number> | undefined;
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });

    await transaction(ctx, async (tx) => {
      await tx.insert(Note, note());
      read = ended.then(() => count(ctx, Note, {}));
    });
    end();

    expect(await read).toBe(1);
  });

  it('runs its effects in order after the commit, outside the transaction, and logs those that fail', async () => {
    const heard: string[] = [];
    const bus = createMemoryBus();
    await bus.subscribe('t', { message: ({ kind }) => heard.push(kind), gap: () => heard.push('gap') });

    await transaction(testContext(test.database, { live: bus }), async (tx) => {
      tx.afterCommit(async () => void heard.push(`committed ${await count(ctx, Note, {})}`));
      tx.afterCommit(() => Promise.reject(new Error('mail is down')));
      tx.publish({ topic: 't', kind: 'first', payload: null, audience: { users: [] } });
      tx.publish({ topic: 't', kind: 'second', payload: null, audience: { users: [] } });
      await tx.insert(Note, note());
      expect(heard).toEqual([]);
    });

    expect(heard).toEqual(['committed 1', 'first', 'second']);
  });

  it('is rolled back when it does not end', async () => {
    await test.drop();
    test = await openTestDatabase({ ...NOTES, timeLimitMs: 50 });
    ctx = testContext(test.database);

    const stuck = transaction(ctx, async (tx) => {
      await tx.insert(Note, note());
      await new Promise(() => undefined);
    });

    await expect(stuck).rejects.toThrow('longer than 50 ms');
    await transaction(ctx, (tx) => tx.insert(Note, note({ title: 'next' })));
    expect((await findMany(ctx, Note, { where: {} })).map((found) => found.title)).toEqual(['next']);
  });
});

function throwing(act: () => void): string {
  try {
    act();
    return 'nothing thrown';
  } catch (error) {
    return String(error);
  }
}
