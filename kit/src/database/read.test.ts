import type { SubgraphContext } from '../running/context';
import { openTestDatabase, testContext, type TestDatabase } from '../testing/database-fixture';
import { countStatements } from '../testing/statement-counter';
import { Note, NoteReader } from './fixtures/note.entity';
import { note, NOTES } from './fixtures/notes';
import { byId, listBy, oneBy, type LoaderDefinition } from './loaders';
import { count, findMany, findOne } from './read';
import { transaction } from './run-transaction';
import type { Where } from './where';

let test: TestDatabase;
let ctx: SubgraphContext;
const at = (ms: number) => new Date(ms);
const rows = [
  note({ id: 'a', rank: 1, title: 'A', createdAt: at(10), slug: 'x', pinned: true }), note({ id: 'b', rank: 2, title: 'a', createdAt: at(20), archivedAt: at(5) }),
  note({ id: 'c', rank: 3, title: 'B', createdAt: at(30), slug: 'y' }), note({ id: 'd', ownerId: 'owner-2', rank: 4, title: "' OR 1=1 --", createdAt: at(40) }),
];

beforeAll(async () => {
  test = await openTestDatabase(NOTES);
  ctx = testContext(test.database);
  await transaction(ctx, async (tx) => {
    await tx.insert(Note, rows);
    await tx.insert(NoteReader, [{ noteId: 'a', readerId: 'r1', readAt: at(1) }, { noteId: 'a', readerId: 'r2', readAt: at(2) }, { noteId: 'c', readerId: 'r1', readAt: at(3) }]);
  });
});
afterAll(() => test.drop());
beforeEach(() => {
  ctx = testContext(test.database);
});

describe('conditions', () => {
  it.each<[string, Where<Note>, string[]]>([
    ['none', {}, ['a', 'b', 'c', 'd']],
    ['a value', { title: 'a' }, ['b']],
    ['several values', { rank: 3, ownerId: 'owner-1' }, ['c']],
    ['a list', { id: ['a', 'c', 'a', 'nothing'] }, ['a', 'c']],
    ['an empty list', { id: [] }, []],
    ['null', { slug: null }, ['b', 'd']],
    ['not null', { slug: { not: null } }, ['a', 'c']],
    ['another value, absent counts as other', { slug: { not: 'x' } }, ['b', 'c', 'd']],
    ['a flag', { pinned: true }, ['a']],
    ['other than a flag', { pinned: { not: true } }, ['b', 'c', 'd']],
    ['an instant', { createdAt: at(20) }, ['b']],
    ['a list of instants', { createdAt: [at(20), at(40)] }, ['b', 'd']],
    ['a half-open range', { createdAt: { from: at(10), to: at(30) } }, ['a', 'b']],
    ['a range with one end', { createdAt: { from: at(30), to: undefined } }, ['c', 'd']],
    ['less', { rank: { lessThan: 2 } }, ['a']],
    ['at most', { rank: { atMost: 2 } }, ['a', 'b']],
    ['more', { rank: { moreThan: 2 } }, ['c', 'd']],
    ['at least', { rank: { atLeast: 2 } }, ['b', 'c', 'd']],
    ['text that looks like SQL', { title: "' OR 1=1 --" }, ['d']],
    ['text with marks', { title: '?' }, []],
  ])('take %s', async (_name, where, expected) => {
    const found = await findMany(ctx, Note, { where, orderBy: [{ property: 'id', direction: 'ASC' }] });

    expect(found.map(({ id }) => id)).toEqual(expected);
    expect(await count(ctx, Note, where)).toBe(expected.length);
  });

  it.each([
    ['undefined', { ownerId: undefined }], ['a list with null', { slug: ['x', null] }], ['a list with undefined', { slug: ['x', undefined] }], ['a range without ends', { createdAt: { from: undefined } }],
    ['an empty object', { rank: {} }], ['unknown words', { rank: { gt: 1 } }], ['null in a comparison', { rank: { lessThan: null } }], ['a column that is not there', { nothing: 1 }],
    ['an inherited word', { rank: { toString: 1 } }], ['a text with U+0000', { title: 'a\0' }],
  ])('refuse %s', async (_name, where) => {
    await expect(findMany(ctx, Note, { where: where as unknown as Where<Note> })).rejects.toThrow(/parameter|no column/);
  });
});

describe('reads', () => {
  it('are ordered and limited as asked', async () => {
    const found = await findMany(ctx, Note, { where: {}, orderBy: [{ property: 'ownerId', direction: 'DESC' }, { property: 'title', direction: 'ASC' }], limit: 3 });

    expect(found.map(({ id }) => id)).toEqual(['d', 'a', 'c']);
    expect(await findOne(ctx, Note, { id: 'nobody' })).toBeNull();
    await expect(findMany(ctx, Note, { where: {}, limit: -1 })).rejects.toThrow('not a whole number');
  });

  it('take marks in quotes and comments for text, and lists where one value stands', async () => {
    const [row] = await test.database.query("SELECT '?' AS a, `id` AS b, \"title\" /* ? */ FROM note WHERE id IN (?) AND `rank` = ? -- ?", [['a'], 1]);

    expect(row).toMatchObject({ a: '?', b: 'a' });
    await expect(test.database.query('SELECT ? AS a', [])).rejects.toThrow('missing or left over');
    await expect(test.database.query('SELECT ? AS a', [1, 2])).rejects.toThrow('missing or left over');
    expect(await test.database.query('SELECT id FROM note WHERE id NOT IN (?) AND `rank` = 1', [[]])).toEqual([{ id: 'a' }]);
  });

  it('answer a ping', async () => {
    await expect(test.database.ping()).resolves.toBeUndefined();
  });
});

describe('loaders', () => {
  const noteById = byId(Note);
  const noteBySlug = oneBy(Note, 'slug');
  const readersByNote = listBy(NoteReader, 'noteId', { orderBy: [{ property: 'readAt', direction: 'DESC' }] });
  const pinnedByOwner = listBy(Note, 'ownerId', { where: { pinned: true } });

  it('answer any number of keys with one statement, in their order', async () => {
    const counter = countStatements(test.database);

    const [found, lists, slugs, pinned] = await Promise.all([
      Promise.all(['c', 'nobody', 'a', 'c'].map((id) => ctx.loaders.load(noteById, id))), Promise.all(['a', 'b', 'c'].map((id) => ctx.loaders.load(readersByNote, id))),
      Promise.all(['y', 'z'].map((slug) => ctx.loaders.load(noteBySlug, slug))), ctx.loaders.load(pinnedByOwner, 'owner-1'),
    ]);
    counter.stop();

    expect(found.map((item) => item?.id ?? null)).toEqual(['c', null, 'a', 'c']);
    expect(lists.map((list) => list.map(({ readerId }) => readerId))).toEqual([['r2', 'r1'], [], ['r1']]);
    expect(slugs.map((item) => item?.id ?? null)).toEqual(['c', null]);
    expect(pinned.map(({ id }) => id)).toEqual(['a']);
    expect(counter.count).toBe(4);
  });

  it.each([1, 50, 500])('need as many statements for %d keys as for one', async (length) => {
    const counter = countStatements(test.database);

    await Promise.all(Array.from({ length }, (_, index) => ctx.loaders.load(noteById, `key-${index}`)));
    counter.stop();

    expect(counter.count).toBe(1);
  });

  it('read a list of keys together with what else is asked for, and nothing twice', async () => {
    const counter = countStatements(test.database);
    const fresh = testContext(test.database);
    const [c, found, again, none] = await Promise.all([
      fresh.loaders.load(noteById, 'c'), fresh.loaders.loadMany(noteById, ['c', 'nobody', 'a', 'a']), fresh.loaders.loadMany(noteById, ['a', 'b']), fresh.loaders.loadMany(noteById, []),
    ]);
    const later = [await fresh.loaders.load(noteById, 'b'), ...(await fresh.loaders.loadMany(noteById, ['nobody', 'b']))];
    counter.stop();

    expect(found.map((item) => item?.id ?? null)).toEqual(['c', null, 'a', 'a']);
    expect([found[0], again.map((item) => item?.id), none, later[2]]).toEqual([c, ['a', 'b'], [], later[0]]);
    expect(found[2]).toBe(again[0]);
    expect(counter.count).toBe(1);
  });

  it('read the keys of more than one statement in as many as it takes', async () => {
    const counter = countStatements(test.database);
    const keys = Array.from({ length: 1_500 }, (_, index) => (index === 1_400 ? 'a' : `key-${index}`));
    const found = await testContext(test.database).loaders.loadMany(noteById, keys);
    counter.stop();
    expect([found.findIndex((note) => note !== null), counter.count]).toEqual([1_400, 2]);
  });

  it('forget what failed and give out an error that stands for one key', async () => {
    let fails = true;
    const brittle: LoaderDefinition<string, string> = {
      name: 'brittle',
      batch: async (_ctx, keys) => {
        if (fails) throw new Error('down');
        return keys.map((key) => (key === 'bad' ? (new Error('bad') as unknown as string) : key));
      },
    };
    const { loaders } = testContext(test.database);
    await expect(Promise.all([loaders.load(brittle, 'x'), loaders.loadMany(brittle, ['x', 'y'])])).rejects.toThrow('down');
    fails = false;
    expect(await Promise.all([loaders.load(brittle, 'x'), loaders.loadMany(brittle, ['y'])])).toEqual(['x', ['y']]);
    await expect(loaders.load(brittle, 'bad')).rejects.toThrow('bad');
    await expect(loaders.loadMany(brittle, ['x', 'bad'])).rejects.toThrow('bad');
  });

  it('remember within a context until something was written, and never beyond it', async () => {
    const title = async (place: SubgraphContext) => (await place.loaders.load(noteById, 'a'))?.title;
    const other = testContext(test.database);
    expect([await title(ctx), await title(other)]).toEqual(['A', 'A']);

    await transaction(ctx, (tx) => tx.update(Note, { id: 'a' }, { title: 'new' }));

    expect([await title(ctx), await title(other), await title(testContext(test.database))]).toEqual(['new', 'A', 'new']);
    await transaction(ctx, (tx) => tx.update(Note, { id: 'a' }, { title: 'A' }));
  });

  it('are refused inside a transaction', async () => {
    await expect(transaction(ctx, () => ctx.loaders.load(noteById, 'a'))).rejects.toThrow('inside a transaction');
  });
});
