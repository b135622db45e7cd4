import type { SubgraphContext } from '../running/context';
import { openTestDatabase, testContext, type TestDatabase } from '../testing/database-fixture';
import { countStatements } from '../testing/statement-counter';
import { Note } from './fixtures/note.entity';
import { note, NOTES } from './fixtures/notes';
import { connection } from './keyset';
import { transaction } from './run-transaction';

const ROWS = 3_000;
const ids = Array.from({ length: ROWS }, (_, index) => `note-${String(index).padStart(5, '0')}`);

let test: TestDatabase;
let ctx: SubgraphContext;
beforeAll(async () => {
  // One connection, so that the server's counters are those of the page.
  test = await openTestDatabase({ ...NOTES, pool: 1 });
  ctx = testContext(test.database);
  // The worst case for keysets: every row has the same rank.
  await transaction(ctx, (tx) => tx.insert(Note, ids.map((id) => note({ id, rank: 7 }))));
  if (test.database.dialect === 'mysql') await transaction(ctx, (tx) => tx.manager.query('ANALYZE TABLE note'));
});
afterAll(() => test.drop());

const raw = (sql: string, parameters: unknown[] = []) => transaction(ctx, (tx) => tx.manager.query(sql, parameters) as Promise<Record<string, unknown>[]>);

async function rowsRead(): Promise<number> {
  const counters = await raw("SHOW SESSION STATUS LIKE 'Handler_read%'");
  return counters.reduce((sum, counter) => sum + Number(counter.Value), 0);
}

const deepPage = async (position: number, direction: 'ASC' | 'DESC') => {
  const orderBy = [{ property: 'rank', direction }] as const;
  const first = await connection(ctx, Note, { where: { ownerId: 'owner-1' }, orderBy, args: { first: 1 } });
  const [sign] = JSON.parse(Buffer.from(String(first.pageInfo.endCursor), 'base64url').toString()) as string[];
  const after = Buffer.from(JSON.stringify([sign, 7, ids[position]])).toString('base64url');
  return () => connection(ctx, Note, { where: { ownerId: 'owner-1' }, orderBy, args: { first: 20, after } });
};

it.each([[10, 'ASC'], [ROWS - 100, 'ASC'], [ROWS - 10, 'DESC'], [100, 'DESC']] as const)('a page after row %d (%s) reads little more than its own rows, in the order of an index', async (position, direction) => {
  const read = await deepPage(position, direction);
  const counter = countStatements(test.database);
  const before = test.database.dialect === 'mysql' ? await rowsRead() : 0;
  counter.reset();
  const { nodes } = await read();
  const [statement = ''] = counter.statements;
  counter.stop();

  expect(nodes.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, index) => ids[direction === 'ASC' ? position + 1 + index : position - 1 - index]));
  if (test.database.dialect === 'mysql') {
    expect((await rowsRead()) - before).toBeLessThan(60);
    return;
  }
  const plan = await raw(`EXPLAIN QUERY PLAN ${statement}`, ['owner-1', 7, 'x']);
  expect(plan.map((step) => step.detail)).toEqual([expect.stringMatching(/^SEARCH note USING INDEX note_owner_id_rank_id_index \(owner_id=\? AND \(rank,id\)[<>]\(\?,\?\)\)$/)]);
});
