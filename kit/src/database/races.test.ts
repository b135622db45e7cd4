import { newId } from '../ids/new-id';
import type { SubgraphContext } from '../running/context';
import { openTestDatabase, testContext, type TestDatabase } from '../testing/database-fixture';
import { isUniqueViolation } from './errors';
import { Note } from './fixtures/note.entity';
import { note, NOTES, slot } from './fixtures/notes';
import { Slot } from './fixtures/slot.entity';
import { count, findMany, findOne } from './read';
import { transaction } from './run-transaction';
import { sql } from './sql';

const ROUNDS = 20;
const AT_ONCE = 20;

let test: TestDatabase;
let ctx: SubgraphContext;
beforeEach(async () => {
  test = await openTestDatabase(NOTES);
  ctx = testContext(test.database);
});
afterEach(() => test.drop());

const times = <T>(length: number, make: (index: number) => T): T[] => Array.from({ length }, (_, index) => make(index));

describe('what many want at once', () => {
  it(`is given to one of ${AT_ONCE} in each of ${ROUNDS} rounds by a conditional update, also from two instances`, async () => {
    const second = test.database.dialect === 'mysql' ? await test.another() : test.database;
    const places = [ctx, testContext(second)];
    for (let round = 0; round < ROUNDS; round += 1) {
      const wanted = slot();
      await transaction(ctx, (tx) => tx.insert(Slot, wanted));

      const won = await Promise.all(times(AT_ONCE, (index) => transaction(places[index % 2] ?? ctx, (tx) =>
        tx.update(Slot, { id: wanted.id, bookedBy: null }, { bookedBy: `user-${index}`, bookings: sql('bookings + 1') }))));

      expect(won.filter((affected) => affected === 1)).toHaveLength(1);
      expect(await findOne(ctx, Slot, { id: wanted.id })).toMatchObject({ bookedBy: `user-${won.indexOf(1)}`, bookings: 1 });
    }
    await second.close();
  });

  it('runs out exactly when a quota counts down in the database', async () => {
    const quota = slot({ remaining: 50 });
    await transaction(ctx, (tx) => tx.insert(Slot, quota));

    const granted = await Promise.all(times(100, () => transaction(ctx, async (tx) => {
      const taken = await tx.update(Slot, { id: quota.id, remaining: { moreThan: 0 } }, { remaining: sql('remaining - 1') });
      if (taken === 1) await tx.insert(Note, note({ ownerId: quota.id }));
      return taken;
    })));

    expect(granted.filter((taken) => taken === 1)).toHaveLength(50);
    expect([(await findOne(ctx, Slot, { id: quota.id }))?.remaining, await count(ctx, Note, { ownerId: quota.id })]).toEqual([0, 50]);
  });

  it('is made once where a unique key is the wall, and the losers go on in their transaction', async () => {
    const results = await Promise.all(times(AT_ONCE, (index) => transaction(ctx, async (tx) => {
      try {
        await tx.insert(Note, note({ slug: 'only-one' }));
        return 'won';
      } catch (error) {
        if (!isUniqueViolation(error)) throw error;
        await tx.insert(Note, note({ title: `loser-${index}` }));
        return 'lost';
      }
    })));

    expect(results.filter((result) => result === 'won')).toHaveLength(1);
    expect([await count(ctx, Note, { slug: 'only-one' }), await count(ctx, Note, { slug: null })]).toEqual([1, AT_ONCE - 1]);
  });

  it('is numbered without gaps by a counter row, although some transactions fail', async () => {
    const counter = slot({ bookings: 0 });
    await transaction(ctx, (tx) => tx.insert(Slot, counter));

    const outcomes = await Promise.allSettled(times(60, (index) => transaction(ctx, async (tx) => {
      await tx.update(Slot, { id: counter.id }, { bookings: sql('bookings + 1') });
      const number = (await tx.findOne(Slot, { id: counter.id }))?.bookings;
      await tx.insert(Note, note({ rank: number }));
      if (index % 4 === 0) throw new Error('changed my mind');
    })));

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(45);
    const numbers = await findMany(ctx, Note, { where: {}, orderBy: [{ property: 'rank', direction: 'ASC' }] });
    expect(numbers.map(({ rank }) => rank)).toEqual(times(45, (index) => index + 1));
  });

  it('is not lost to deadlocks: transactions that lock in opposite orders all commit', async () => {
    const [left, right] = [slot({ remaining: 0 }), slot({ remaining: 0 })];
    await transaction(ctx, (tx) => tx.insert(Slot, [left, right]));

    await Promise.all(times(40, (index) => transaction(ctx, async (tx) => {
      for (const { id } of index % 2 ? [left, right] : [right, left]) await tx.update(Slot, { id }, { remaining: sql('remaining + 1') });
    })));

    expect((await findMany(ctx, Slot, { where: {} })).map(({ remaining }) => remaining)).toEqual([40, 40]);
  });
});

describe('a unique violation', () => {
  it.each([['primary key', { id: newId() }], ['unique key', { slug: 'taken' }]])('of a %s is recognised', async (_name, parts) => {
    await transaction(ctx, (tx) => tx.insert(Note, note(parts)));

    const error = await transaction(ctx, (tx) => tx.insert(Note, note(parts))).catch((thrown: unknown) => thrown);

    expect(isUniqueViolation(error)).toBe(true);
    expect(await count(ctx, Note, {})).toBe(1);
  });

  it('is not what other errors are', async () => {
    const missing = await transaction(ctx, (tx) => tx.manager.query("INSERT INTO note (id) VALUES ('x')")).catch((thrown: unknown) => thrown);

    expect(missing).toBeInstanceOf(Error);
    expect([missing, new Error('UNIQUE constraint failed'), null, 'ER_DUP_ENTRY'].map(isUniqueViolation)).toEqual([false, false, false, false]);
  });

  it('compares byte by byte: case, accents and trailing spaces make another key', async () => {
    await transaction(ctx, (tx) => tx.insert(Note, ['a', 'A', 'á', 'a ', 'ａ'].map((slug) => note({ slug }))));

    expect((await findMany(ctx, Note, { where: { slug: 'a ' } })).map(({ slug }) => slug)).toEqual(['a ']);
  });
});

it('SQLite runs transactions in the order in which they came', async () => {
  const own = await openTestDatabase({ ...NOTES, engine: 'sqlite' });
  const place = testContext(own.database);
  const order: number[] = [];

  await Promise.allSettled(times(50, (index) => transaction(place, async (tx) => {
    order.push(index);
    if (index % 3 === 0) throw new Error('next');
    await tx.insert(Note, note());
    await new Promise(setImmediate);
  })));
  await own.drop();

  expect(order).toEqual(times(50, (index) => index));
});
