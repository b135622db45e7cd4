import { join } from 'node:path';
import { QueryFailedError } from 'typeorm';
import { runRawSql } from '../testing/raw-sql';
import { openTestDatabase, testContext, type TestDatabase } from '../testing/database-fixture';
import { assertEntitiesMatchTables } from './drift';
import { note, NOTES } from './fixtures/notes';
import { Note } from './fixtures/note.entity';
import { managed } from './managed-database';
import { migrate } from './migrate';
import { migrationClasses, migrationName } from './migration-files';
import { count } from './read';
import { transaction } from './run-transaction';
import { TableBuilder } from './table-builder';

const ALL = ['Kit1000000000000', 'Notes1000000000001', 'Slots1000000000002'];

let test: TestDatabase;
beforeEach(async () => {
  test = await openTestDatabase({ ...NOTES, migrate: false });
});
afterEach(() => test.drop());

describe('migrations', () => {
  it('make the tables of the entities, once', async () => {
    expect(await migrate(test.database)).toEqual(ALL);
    await assertEntitiesMatchTables(test.database);
    await transaction(testContext(test.database), (tx) => tx.insert(Note, note()));

    expect(await migrate(test.database)).toEqual([]);
    expect(await migrate(await test.reopen())).toEqual([]);
    expect(await count(testContext(test.database), Note, {})).toBe(1);
    await assertEntitiesMatchTables(test.database);
  });

  it('run once when several start them', async () => {
    const others = test.database.dialect === 'mysql' ? [await test.another(), await test.another()] : [test.database];
    const ran = await Promise.all([test.database, ...others].map(migrate));
    await Promise.all(others.filter((other) => other !== test.database).map((other) => other.close()));

    expect(ran.flat()).toEqual(ALL);
    await assertEntitiesMatchTables(test.database);
  });

  it('can be run again after they broke off', async () => {
    await migrate(test.database);
    await forgetMigrations(test);

    expect(await migrate(test.database)).toEqual(ALL);
    await assertEntitiesMatchTables(test.database);
  });

  it('give existing rows the default of a new column', async () => {
    await migrate(test.database);
    const ctx = testContext(test.database);
    await transaction(ctx, (tx) => tx.insert(Note, note()));

    await changeTables(test, (schema) => schema.addColumns('note', (table) => table.integer('weight', { default: 7 }).text('mood', 20, { default: 'calm' }).longText('extra', { nullable: true })));
    await changeTables(test, (schema) => schema.addColumns('note', (table) => table.integer('weight', { default: 8 }).index('weight', 'id')));

    const [row] = await test.database.query('SELECT weight, mood, extra FROM note');
    expect({ ...row, weight: Number(row?.weight) }).toEqual({ weight: 7, mood: 'calm', extra: null });
    await expect(changeTables(test, (schema) => schema.addColumns('note', (table) => table.integer('other')))).rejects.toThrow('needs a default or must be nullable');
  });

  it('guard rows against being altered, and where asked against being removed, once and again', async () => {
    await migrate(test.database);
    const ctx = testContext(test.database);
    const kept = note();
    await transaction(ctx, (tx) => tx.insert(Note, kept));
    const rename = () => transaction(ctx, (tx) => tx.update(Note, { id: kept.id }, { title: 'Altered' }));
    const remove = () => transaction(ctx, (tx) => tx.delete(Note, { id: kept.id }));

    for (let time = 0; time < 2; time += 1) await changeTables(test, (schema) => schema.appendOnly('note', { removable: true }));
    await expect(rename()).rejects.toThrow('note is append-only');
    await changeTables(test, (schema) => schema.appendOnly('note'));
    await expect(remove()).rejects.toThrow('note is append-only');

    expect(await test.database.query('SELECT title FROM note')).toEqual([{ title: kept.title }]);
    await transaction(ctx, (tx) => tx.insert(Note, note()));
  });

  it('guard rows that may be removed against being altered only', async () => {
    await migrate(test.database);
    const ctx = testContext(test.database);
    const kept = note();
    await changeTables(test, (schema) => schema.appendOnly('note', { removable: true }));
    await transaction(ctx, (tx) => tx.insert(Note, kept));

    expect(await transaction(ctx, (tx) => tx.delete(Note, { title: kept.title }))).toBe(1);
  });

  it('let texts be longer, and keep rows, indices and guards, once and again', async () => {
    await migrate(test.database);
    const ctx = testContext(test.database);
    const kept = note();
    await transaction(ctx, (tx) => tx.insert(Note, { ...kept, slug: 'taken' }));
    await changeTables(test, (schema) => schema.addColumns('note', (table) => table.text('mood', 20, { default: 'calm' })));
    await changeTables(test, (schema) => schema.appendOnly('note'));

    for (let time = 0; time < 2; time += 1) {
      await changeTables(test, (schema) => schema.widenTexts('note', (table) => table.text('title', 120).text('mood', 30, { default: 'calm' })));
    }

    expect(await test.database.query('SELECT id, title, mood FROM note')).toEqual([{ id: kept.id, title: kept.title, mood: 'calm' }]);
    await transaction(ctx, (tx) => tx.insert(Note, { ...note(), title: 'x'.repeat(120) }));
    await expect(transaction(ctx, (tx) => tx.update(Note, { id: kept.id }, { title: 'Altered' }))).rejects.toThrow('note is append-only');
    await expect(transaction(ctx, (tx) => tx.insert(Note, { ...note(), slug: 'taken' }))).rejects.toThrow(QueryFailedError);
    await expect(assertEntitiesMatchTables(test.database)).rejects.toThrow('note.title: the entity says varchar(100), the table varchar(120)');
  });

  it('guard rows against being removed until a condition lets them go', async () => {
    await migrate(test.database);
    const ctx = testContext(test.database);
    const [kept, over] = [note(), note()];
    await transaction(ctx, (tx) => tx.insert(Note, [kept, over]));
    await changeTables(test, (schema) => schema.createTable('mark', (table) => table.id()));
    await changeTables(test, (schema) => schema.appendOnly('note', { removable: 'OLD.id = (SELECT mark.id FROM mark)' }));
    await expect(transaction(ctx, (tx) => tx.delete(Note, { id: over.id }))).rejects.toThrow('note is append-only');
    await runRawSql(ctx, ['INSERT INTO mark (id) VALUES (?)', over.id]);

    expect(await transaction(ctx, (tx) => tx.delete(Note, { id: over.id }))).toBe(1);
    await expect(transaction(ctx, (tx) => tx.delete(Note, { id: kept.id }))).rejects.toThrow('note is append-only');
  });

  it('refuse names that are not portable, and columns that are there twice', async () => {
    for (const name of ['Note', 'note-x', '1note', 'x'.repeat(52), 'a`b']) await expect(changeTables(test, (schema) => schema.createTable(name, (table) => table.id()))).rejects.toThrow('not a table');
    await expect(changeTables(test, (schema) => schema.createTable('twice', (table) => table.id().text('aB', 1).text('a_b', 1)))).rejects.toThrow('there twice');
  });

  it('are named by their files', () => {
    expect(migrationName('0012-login-sessions')).toBe('LoginSessions1000000000012');
    for (const name of ['12-x', '0000-x', '0001', '0001-X', '0001_x', '0001-x-']) expect(() => migrationName(name)).toThrow('not a migration file');
  });

  it('are read from a folder without its declarations', () => {
    const classes = migrationClasses(NOTES.migrations, { dialect: 'sqlite', collation: '' });

    expect(classes.map((Class) => new Class().name)).toEqual(ALL);
    expect(() => migrationClasses(join(NOTES.migrations, 'nowhere'), { dialect: 'sqlite', collation: '' })).toThrow('ENOENT');
  });
});

it('the drift test names every difference between entities and tables', async () => {
  const drifted = await openTestDatabase({ ...NOTES, migrations: join(__dirname, 'fixtures/drifted-migrations') });
  const report = await assertEntitiesMatchTables(drifted.database).catch((error: Error) => error.message);
  await drifted.drop();

  const text = drifted.database.dialect === 'sqlite' ? 'text' : 'mediumtext';
  expect(String(report).split('\n').slice(1)).toEqual([
    '  - note.title: the entity says varchar(100), the table varchar(99)',
    `  - note.body: the entity says ${text}, the table varchar(100)`,
    '  - note.pinned: the entity says required, the table nullable',
    '  - note.archived_at: no such column',
    '  - note.nickname: a column without property',
    '  - note_reader.reader_id: the entity says key, the table no key',
    '  - slot: no such table for Slot',
    '  - forgotten: a table without entity',
  ]);
});

async function forgetMigrations(place: TestDatabase): Promise<void> {
  await managed(place.database).transact(async (session) => {
    await session.write('DELETE FROM `migration`', []);
  });
}

function changeTables(place: TestDatabase, change: (schema: TableBuilder) => Promise<void>): Promise<void> {
  return transaction(testContext(place.database), async (tx) => {
    const [row] = place.database.dialect === 'mysql' ? ((await tx.manager.query('SELECT @@collation_database AS collation')) as { collation: string }[]) : [];
    await change(new TableBuilder(must(tx.manager.queryRunner), place.database.dialect, row?.collation ?? ''));
  });
}

function must<V>(value: V | undefined | null): V {
  if (value === undefined || value === null) throw new Error('missing');
  return value;
}
