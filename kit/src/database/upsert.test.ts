import { newId } from '../ids/new-id';
import type { SubgraphContext } from '../running/context';
import { openTestDatabase, testContext, type TestDatabase } from '../testing/database-fixture';
import { isUniqueViolation } from './errors';
import { Note, NoteReader } from './fixtures/note.entity';
import { note, NOTES, slot } from './fixtures/notes';
import { Slot } from './fixtures/slot.entity';
import { findMany, findOne } from './read';
import { transaction } from './run-transaction';
import { sql } from './sql';

let test: TestDatabase;
let ctx: SubgraphContext;
beforeEach(async () => {
  test = await openTestDatabase(NOTES);
  ctx = testContext(test.database);
});
afterEach(() => test.drop());

const readings = () => findMany(ctx, NoteReader, { where: {}, orderBy: [{ property: 'readerId', direction: 'ASC' }] });

it('counts every one of many that come at once, whoever makes the row, also from two instances', async () => {
  const second = test.database.dialect === 'mysql' ? await test.another() : test.database;
  const places = [ctx, testContext(second)];
  for (let round = 0; round < 10; round += 1) {
    const tally = slot({ bookings: 1 });

    await Promise.all(Array.from({ length: 20 }, (_, index) =>
      transaction(places[index % 2] ?? ctx, (tx) => tx.upsert(Slot, tally, { on: ['id'], set: { bookings: sql('bookings + 1'), bookedBy: `user-${index}` } }))));

    expect(await findOne(ctx, Slot, { id: tally.id })).toMatchObject({ bookings: 20, bookedBy: expect.stringMatching(/^user-\d+$/) });
  }
  await second.close();
});

it('takes a key of several columns and sets values as the column stores them', async () => {
  const [noteId, first, later] = [newId(), new Date(1_000), new Date(2_000)];
  const read = (readerId: string, readAt: Date) => transaction(ctx, (tx) => tx.upsert(NoteReader, { noteId, readerId, readAt }, { on: ['noteId', 'readerId'], set: { readAt } }));

  await read('asha', first);
  await read('ravi', first);
  await read('asha', later);

  expect(await readings()).toEqual([{ noteId, readerId: 'asha', readAt: later }, { noteId, readerId: 'ravi', readAt: first }]);
});

it.each([['no set', undefined], ['a set of nothing', { title: undefined }]])('with %s leaves the row that is there', async (_name, set) => {
  const there = note({ slug: 'first', title: 'There' });
  await transaction(ctx, (tx) => tx.insert(Note, there));

  await transaction(ctx, (tx) => tx.upsert(Note, note({ slug: 'first', title: 'Late' }), { on: ['slug'], set }));

  expect(await findMany(ctx, Note, { where: {} })).toEqual([there]);
});

it('inserts every row whose key is null: null equals nothing', async () => {
  await transaction(ctx, async (tx) => {
    for (const title of ['one', 'two']) await tx.upsert(Note, note({ title }), { on: ['slug'], set: { title: 'changed' } });
  });

  expect((await findMany(ctx, Note, { where: {} })).map(({ title }) => title).sort()).toEqual(['one', 'two']);
});

it('is a unique violation that changes nothing where another key than the one meant is taken, and the transaction goes on', async () => {
  const there = note({ slug: 'taken', title: 'There' });
  await transaction(ctx, (tx) => tx.insert(Note, there));

  const after = await transaction(ctx, async (tx) => {
    const error: unknown = await tx.upsert(Note, note({ slug: 'taken' }), { on: ['id'], set: { title: 'Wrong' } }).catch((thrown: unknown) => thrown);
    await tx.insert(Note, note({ title: 'Afterwards' }));
    return isUniqueViolation(error);
  });

  expect(after).toBe(true);
  expect((await findMany(ctx, Note, { where: {} })).map(({ title }) => title).sort()).toEqual(['Afterwards', 'There']);
});
