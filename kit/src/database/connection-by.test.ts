import type { ConnectionArguments } from '../graphql/connections';
import type { SubgraphContext } from '../running/context';
import { openTestDatabase, testContext, type TestDatabase } from '../testing/database-fixture';
import { countStatements } from '../testing/statement-counter';
import { connectionBy } from './connection-by';
import { Note } from './fixtures/note.entity';
import { note, NOTES } from './fixtures/notes';
import { connection } from './keyset';
import { transaction } from './run-transaction';

const owners = Array.from({ length: 230 }, (_, index) => `owner-${index}`);
const orderBy = [{ property: 'rank', direction: 'ASC' }] as const;
const notesOf = connectionBy(Note, 'ownerId', { where: () => ({ pinned: false }), orderBy });
let test: TestDatabase;
const context = (): SubgraphContext => testContext(test.database);

beforeAll(async () => {
  test = await openTestDatabase(NOTES);
  // Owners have no to six notes, three to a rank, and one that does not count.
  const notes = owners.flatMap((ownerId, index) => Array.from({ length: index % 7 }, (_, n) => note({ ownerId, rank: Math.floor(n / 3) })).concat(note({ ownerId, pinned: true })));
  await transaction(context(), (tx) => tx.insert(Note, notes));
});
afterAll(() => test.drop());

const single = (ctx: SubgraphContext, ownerId: string, args: ConnectionArguments) => connection(ctx, Note, { where: { ownerId, pinned: false }, orderBy, args });

it.each<ConnectionArguments>([{}, { first: 2 }, { last: 2 }, { first: 100 }])('gives each parent the page %p that it would get alone', async (args) => {
  const ctx = context();
  const pages = await Promise.all(owners.map((owner) => notesOf(ctx, owner, args)));

  for (const [index, page] of pages.entries()) {
    const alone = await single(ctx, owners[index] ?? '', args);
    expect({ edges: page.edges, nodes: page.nodes, pageInfo: page.pageInfo, total: await page.totalCount() }).toEqual({
      edges: alone.edges, nodes: alone.nodes, pageInfo: alone.pageInfo, total: await alone.totalCount(),
    });
  }
});

it('continues behind a cursor', async () => {
  const ctx = context();
  const { pageInfo } = await notesOf(ctx, 'owner-6', { first: 2 });
  const args = { first: 2, after: pageInfo.endCursor };
  expect((await notesOf(ctx, 'owner-6', args)).nodes).toEqual((await single(ctx, 'owner-6', args)).nodes);
});

it('takes one statement for the pages of a hundred parents and one for their counts', async () => {
  const ctx = context();
  const counter = countStatements(test.database);
  const pages = await Promise.all(owners.slice(0, 100).map((owner) => notesOf(ctx, owner, { first: 3 })));
  expect(counter.count).toBe(1);
  await Promise.all(pages.map((page) => page.totalCount()));
  expect(counter.count).toBe(2);
  counter.stop();
});

it('refuses a page for those who asked for it only', async () => {
  const ctx = context();
  const [refused, cursor, fine] = await Promise.allSettled([notesOf(ctx, 'owner-1', { first: 101 }), notesOf(ctx, 'owner-1', { after: 'x' }), notesOf(ctx, 'owner-1', { first: 1 })]);
  expect([refused, cursor, fine]).toMatchObject([{ reason: { extensions: { code: 'PAGE_SIZE_OUT_OF_RANGE' } } }, { reason: { extensions: { code: 'BAD_USER_INPUT' } } }, { value: { nodes: [{}] } }]);
});
