import type { ConnectionArguments } from '../graphql/connections';
import type { SubgraphContext } from '../running/context';
import { openTestDatabase, testContext, type TestDatabase } from '../testing/database-fixture';
import { countStatements } from '../testing/statement-counter';
import { Note, NoteReader } from './fixtures/note.entity';
import { note, NOTES } from './fixtures/notes';
import { connection } from './keyset';
import { transaction } from './run-transaction';
import type { OrderBy } from './select-sql';

let test: TestDatabase;
let ctx: SubgraphContext;
const ids = Array.from({ length: 25 }, (_, index) => `note-${String(index).padStart(2, '0')}`);
// Five notes share each rank.
const notes = ids.map((id, index) => note({ id, rank: Math.floor(index / 5), title: `${index % 2 ? 'b' : 'B'}é` }));
const foreign = note({ id: 'foreign', ownerId: 'owner-2', rank: 2 });

beforeAll(async () => {
  test = await openTestDatabase(NOTES);
  ctx = testContext(test.database);
  await transaction(ctx, async (tx) => {
    await tx.insert(Note, [...notes].reverse());
    await tx.insert(Note, foreign);
    await tx.insert(NoteReader, ['note-03', 'note-04', 'note-20', 'foreign'].flatMap((noteId) => ['r1', 'r2'].map((readerId) => ({ noteId, readerId, readAt: new Date(0) }))));
  });
});
afterAll(() => test.drop());

const ORDERS: readonly (readonly OrderBy<Note>[])[] = [
  [{ property: 'rank', direction: 'ASC' }],
  [{ property: 'rank', direction: 'DESC' }],
  [{ property: 'title', direction: 'DESC' }, { property: 'rank', direction: 'ASC' }],
  [{ property: 'createdAt', direction: 'DESC' }],
  [{ property: 'rank', direction: 'ASC' }, { property: 'id', direction: 'DESC' }],
  [],
];

const page = (args: ConnectionArguments, orderBy: readonly OrderBy<Note>[] = ORDERS[0] ?? []) => connection(ctx, Note, { where: { ownerId: 'owner-1' }, orderBy, args });

/** The order by plain comparison of values; texts compare byte by byte. */
function sorted(orderBy: readonly OrderBy<Note>[]): string[] {
  const steps = [...orderBy, { property: 'id', direction: orderBy.at(-1)?.direction ?? 'ASC' } as const];
  return [...notes].sort((first, second) => {
    for (const { property, direction } of steps) {
      const difference = compare(first[property], second[property]);
      if (difference !== 0) return direction === 'ASC' ? difference : -difference;
    }
    return 0;
  }).map(({ id }) => id);
}

function compare(first: unknown, second: unknown): number {
  if (typeof first === 'string' && typeof second === 'string') return Buffer.compare(Buffer.from(first), Buffer.from(second));
  return Number(first) - Number(second);
}

describe('a connection', () => {
  it.each(ORDERS.map((orderBy) => [JSON.stringify(orderBy), orderBy] as const))('walks forward and backward through ties without loss or repetition: %s', async (_name, orderBy) => {
    const forward: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const { nodes, pageInfo } = await page({ first: 4, after }, orderBy);
      forward.push(...nodes.map(({ id }) => id));
      [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
    }
    const backward: string[] = [];
    for (let before: string | null = null, more = true; more; ) {
      const { nodes, pageInfo } = await page({ last: 4, before }, orderBy);
      backward.unshift(...nodes.map(({ id }) => id));
      [before, more] = [pageInfo.startCursor, pageInfo.hasPreviousPage];
    }

    expect(forward).toEqual(sorted(orderBy));
    expect(backward).toEqual(forward);
  });

  it('says where its page stands', async () => {
    const first = await page({ first: 10 });
    const second = await page({ first: 10, after: first.pageInfo.endCursor });
    const third = await page({ first: 10, after: second.pageInfo.endCursor });
    const lastBefore = await page({ last: 3, before: second.pageInfo.startCursor });

    expect([first, second, third, lastBefore].map(({ nodes, pageInfo }) => [nodes.length, pageInfo.hasPreviousPage, pageInfo.hasNextPage])).toEqual([
      [10, false, true], [10, true, true], [5, true, false], [3, true, true],
    ]);
    expect(first.edges.map(({ cursor }) => cursor)).toHaveLength(10);
    expect(lastBefore.nodes.map(({ id }) => id)).toEqual(['note-07', 'note-08', 'note-09']);
  });

  it('takes what lies between two cursors', async () => {
    const { edges } = await page({ first: 10 });

    const between = await page({ after: edges[2]?.cursor, before: edges[6]?.cursor });

    expect(between.nodes.map(({ id }) => id)).toEqual(['note-03', 'note-04', 'note-05']);
  });

  it('has twenty entries unless asked otherwise, and none where nothing matches', async () => {
    const empty = await connection(ctx, Note, { where: { ownerId: 'nobody' }, orderBy: [], args: {} });

    expect((await page({})).nodes).toHaveLength(20);
    expect([empty.edges, empty.pageInfo, await empty.totalCount()]).toEqual([[], { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null }, 0]);
  });

  it('costs one statement, and one more when its total is asked for', async () => {
    const counter = countStatements(test.database);

    const { totalCount } = await page({ first: 3 });
    const alone = counter.count;
    const totals = await Promise.all([totalCount(), totalCount()]);
    counter.stop();

    expect([alone, counter.count, ...totals]).toEqual([1, 2, 25, 25]);
  });

  it('keeps to rows of another table, each once', async () => {
    const join = { entity: NoteReader, on: ['id', 'noteId'], where: { readerId: ['r1', 'r2'] } } as const;

    const { nodes, totalCount } = await connection(ctx, Note, { where: { ownerId: 'owner-1' }, join, orderBy: [{ property: 'rank', direction: 'DESC' }], args: {} });

    expect(nodes.map(({ id }) => id)).toEqual(['note-20', 'note-04', 'note-03']);
    expect(await totalCount()).toBe(3);
  });

  it('keeps to rows of several other tables at once', async () => {
    await transaction(ctx, (tx) => tx.insert(NoteReader, { noteId: 'note-04', readerId: 'r3', readAt: new Date(0) }));
    const join = ['r1', 'r3'].map((readerId) => ({ entity: NoteReader, on: ['id', 'noteId'] as const, where: { readerId } }));

    const { nodes } = await connection(ctx, Note, { where: { ownerId: 'owner-1' }, join, orderBy: [], args: {} });

    expect(nodes.map(({ id }) => id)).toEqual(['note-04']);
  });

  it('keeps to rows that hold a text, whatever its case, and takes no character of it for a pattern', async () => {
    const texts = ['100% Sure', '100 Sure', 'under_score', 'underscore', 'wow!', 'back\\slash', 'हिन्दी', "it's"];
    await transaction(ctx, (tx) => tx.insert(Note, texts.map((title, index) => note({ id: `text-${index}`, ownerId: 'texts', title, slug: `slug-${index}` }))));
    const found = async (text: string) => {
      const { nodes, totalCount } = await connection(ctx, Note, { where: { ownerId: 'texts' }, search: { in: ['title', 'slug'], text }, orderBy: [], args: {} });
      expect(await totalCount()).toBe(nodes.length);
      return nodes.map(({ title }) => title);
    };

    expect(await found('0% s')).toEqual(['100% Sure']);
    expect(await found('SURE')).toEqual(['100% Sure', '100 Sure']);
    expect(await found('r_s')).toEqual(['under_score']);
    expect(await found('w!')).toEqual(['wow!']);
    expect(await found('k\\s')).toEqual(['back\\slash']);
    expect(await found('न्द')).toEqual(['हिन्दी']);
    expect(await found("t's")).toEqual(["it's"]);
    expect(await found('Slug-7')).toEqual(["it's"]);
    expect(await found('%')).toEqual(['100% Sure']);
    expect(await found("' OR 1=1 --")).toEqual([]);
  });

  it.each([{ first: 0 }, { first: 101 }, { last: -1 }, { first: 1.5 }, { last: 2 ** 40 }])('refuses the page size %j', async (args) => {
    await expect(page(args)).rejects.toMatchObject({ extensions: { code: 'PAGE_SIZE_OUT_OF_RANGE' } });
  });

  it('refuses first together with last', async () => {
    await expect(page({ first: 1, last: 1 })).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT', fields: [{ path: 'last', reason: 'FORMAT' }] } });
  });

  it('refuses cursors that are none, and those of another list or order', async () => {
    const { pageInfo } = await page({ first: 1 });
    const [sign] = JSON.parse(Buffer.from(String(pageInfo.endCursor), 'base64url').toString()) as string[];
    const forged = (...values: unknown[]) => Buffer.from(JSON.stringify([sign, ...values])).toString('base64url');
    const cursors = ['', 'x', 'bnVsbA', forged(), forged(1), forged('1', 'a'), forged(1, 2), forged(1, 'a\0'), forged(1, '\ud800'), forged(1, 'a', 'b'), forged(null, 'a'), forged({ a: 1 }, 'a')];
    const badCursor = { extensions: { code: 'BAD_USER_INPUT', fields: [{ path: 'after', reason: 'FORMAT' }] } };

    for (const after of cursors) await expect(page({ after })).rejects.toMatchObject(badCursor);
    await expect(page({ after: pageInfo.endCursor }, ORDERS[1])).rejects.toMatchObject(badCursor);
  });

  it('is not ordered by what may be null', async () => {
    await expect(page({}, [{ property: 'archivedAt', direction: 'ASC' }])).rejects.toThrow('may be null');
  });
});
