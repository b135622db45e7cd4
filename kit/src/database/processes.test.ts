import { join } from 'node:path';
import { openTestDatabase, testContext, type TestDatabase } from '../testing/database-fixture';
import { startTypeScript, type TypeScriptChild } from '../testing/typescript-child';
import { Note } from './fixtures/note.entity';
import { NOTES } from './fixtures/notes';
import { count, findMany, findOne } from './read';

const WRITER = join(__dirname, 'fixtures/write-until-killed.ts');
let test: TestDatabase | undefined;
let child: TypeScriptChild | undefined;
afterEach(async () => {
  await child?.kill();
  await test?.drop();
  child = test = undefined;
});

const startWriter = ({ dataDir, url, prefix }: TestDatabase) => startTypeScript(WRITER, { CHILD_DATA_DIR: dataDir, CHILD_URL: url ?? '', CHILD_PREFIX: prefix });

it('keeps every acknowledged transaction whole when the process is killed', async () => {
  test = await openTestDatabase(NOTES);
  await test.database.close();
  child = startWriter(test);
  const acknowledged: string[] = [];
  expect(await child.line()).toBe('open');
  while (acknowledged.length < 100) acknowledged.push(await child.line());
  await child.kill();

  const ctx = testContext(await test.reopen());
  const kept = await findMany(ctx, Note, { where: { id: acknowledged } });

  expect(kept).toHaveLength(acknowledged.length);
  expect((await count(ctx, Note, {})) % 2).toBe(0);
});

it('opens a SQLite file for one process, and for the next once the first was killed', async () => {
  test = await openTestDatabase({ ...NOTES, engine: 'sqlite' });
  await test.database.close();
  child = startWriter(test);
  expect(await child.line()).toBe('open');
  const id = await child.line();

  await expect(test.reopen()).rejects.toThrow(`is open in another process (${child.process.pid})`);
  const second = startWriter(test);
  expect(await second.line()).toMatch(/^refused: The database .*testing\.sqlite is open in another process/);
  expect(await second.end()).toBe(1);
  await child.kill();

  expect(await findOne(testContext(await test.reopen()), Note, { id })).toMatchObject({ id });
});

it('opens a SQLite file once within a process', async () => {
  test = await openTestDatabase({ ...NOTES, engine: 'sqlite' });

  await expect(test.another()).rejects.toThrow('Only one process may open a SQLite file');
});

it('binds every kind of JavaScript value alike on both engines, or refuses it; none ends the process', async () => {
  child = startTypeScript(join(__dirname, 'fixtures/bind-every-type.ts'));
  const results = JSON.parse(await child.line()) as Record<string, string[]>;
  expect(await child.end()).toBe(0);

  const both = (value: unknown) => [String(value), String(value)];
  const refused = (reason: string) => [expect.stringContaining(`A database parameter ${reason}`), expect.stringContaining(`A database parameter ${reason}`)];
  const object = (name: string) => refused(`is an object (${name})`);
  expect(results).toEqual({
    string: both('é🙂'), empty: both(''), nul: refused('holds U+0000'), surrogate: refused('holds U+0000 or a lone surrogate'), quote: both(`'"\\?--`), integer: both(5), negative: both(-5), zero: both(0),
    float: both(1.5), large: both(9007199254740991), unsafe: refused('is a whole number beyond 2^53'), nan: refused('is NaN'), infinity: refused('is -Infinity'), true: both(1), false: both(0),
    bigint: both(9007199254740991), hugeBigint: refused('is a bigint beyond 64 bits'), null: both(null), undefined: refused('is undefined'), date: both(1700000000123), invalidDate: refused('is an invalid date'),
    object: object('Object'), expression: object('Object'), map: object('Map'), set: object('Set'), bare: object('without class'), regexp: object('RegExp'), error: object('Error'), promise: object('Promise'),
    boxed: object('String'), symbol: refused('is a symbol'), function: refused('is a function'), class: refused('is a function'), buffer: both('00FF'), bytes: both('0102'), arrayBuffer: object('ArrayBuffer'),
    nested: refused('is a list'), list: ['1', refused('is a list')[1]],
  });
});
