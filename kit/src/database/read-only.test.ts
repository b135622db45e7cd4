import { join } from 'node:path';
import { newId } from '../ids/new-id';
import { openTestDatabase, testContext, type TestDatabase } from '../testing/database-fixture';
import { Note } from './fixtures/note.entity';
import { Slot } from './fixtures/slot.entity';
import { findMany } from './read';
import { transaction } from './run-transaction';

let test: TestDatabase;

beforeAll(async () => {
  test = await openTestDatabase({ entities: [Note, Slot], migrations: join(__dirname, 'fixtures/migrations') });
  await transaction(testContext(test.database), (tx) => tx.insert(Slot, { id: newId(), bookedBy: null, remaining: 1 }));
});
afterAll(() => test.drop());

/** What is no read, or only begins like one; the last wall is that the reading connection cannot write. */
it.each([
  "INSERT INTO slot (id, remaining) VALUES ('other', 1)", 'DELETE FROM slot', '/* SELECT */ DELETE FROM slot', 'WITH gone AS (SELECT 1) DELETE FROM slot', 'WITH made AS (SELECT 1) UPDATE slot SET remaining = 0',
  'SELECT 1; DELETE FROM slot', '(DELETE FROM slot)', 'DROP TABLE slot', "WITH made AS (SELECT 1) INSERT INTO slot (id, remaining) VALUES ('other', 1)",
])('a query changes nothing by %s', async (sql) => {
  await test.database.query(sql).catch(() => undefined);

  expect((await findMany({ db: test.database }, Slot, { where: {} })).map(({ remaining }) => remaining)).toEqual([1]);
});
