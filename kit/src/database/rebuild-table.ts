import type { QueryRunner } from 'typeorm';
import type { ColumnDraft } from './table-draft';

interface SchemaPart {
  readonly type: string;
  readonly sql: string;
}

/**
 * Gives columns of a SQLite table another type, which SQLite does by no statement: makes the table anew, with its rows, indices
 * and triggers (sqlite.org/lang_altertable.html, section 7). Runs in the transaction of the migration.
 */
export async function rebuildTable(runner: QueryRunner, table: string, columns: readonly ColumnDraft[]): Promise<void> {
  const parts = (await runner.query('SELECT type, sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL', [table])) as SchemaPart[];
  const anew = `${table}_anew`;
  let made = (parts.find(({ type }) => type === 'table')?.sql ?? '').replace(/^CREATE TABLE \S+/i, `CREATE TABLE \`${anew}\``);
  for (const { name, type } of columns) made = made.replace(new RegExp(`(\`${name}\`) varchar\\(\\d+\\)`), `$1 ${type.sqlite}`);
  await runner.query(`DROP TABLE IF EXISTS \`${anew}\``);
  await runner.query(made);
  await runner.query(`INSERT INTO \`${anew}\` SELECT * FROM \`${table}\``);
  await runner.query(`DROP TABLE \`${table}\``);
  await runner.query(`ALTER TABLE \`${anew}\` RENAME TO \`${table}\``);
  for (const { type, sql } of parts) if (type !== 'table') await runner.query(sql);
}
