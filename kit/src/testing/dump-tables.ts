import type { SubgraphContext } from '../running/context';

/** Rows by table, each as JSON, in an order that does not depend on the engine. */
export type TableDump = Readonly<Record<string, readonly string[]>>;

/**
 * Every row of every table of a subgraph, jobs, receipts of events and idempotency records too: a refused call leaves
 * nothing behind anywhere. Columns that no entity knows are included.
 */
export async function dumpTables({ db }: Pick<SubgraphContext, 'db'>): Promise<TableDump> {
  const tables = [...new Set(db.metadata.entityMetadatas.map(({ tableName }) => tableName))].sort();
  const dumped: Record<string, readonly string[]> = {};
  for (const table of tables) dumped[table] = (await db.query(`SELECT * FROM \`${table}\``)).map((row) => JSON.stringify(row)).sort();
  return dumped;
}
