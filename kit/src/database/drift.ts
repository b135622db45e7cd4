import type { EntityMetadata } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata';
import type { Database } from './database';

interface TableColumn {
  readonly name: string;
  /** Lower case, with the length of varchar: `varchar(36)`. */
  readonly type: string;
  readonly nullable: boolean;
  /** Place in the primary key, from 1; 0 outside. */
  readonly key: number;
  readonly collation: string | null;
}

/**
 * Compares the entities with the tables that the migrations made: every column there, of the same type, length,
 * nullability and key, compared byte by byte, and no column or table more. For tests.
 * @throws Error that lists every difference.
 */
export async function assertEntitiesMatchTables(database: Database): Promise<void> {
  const tables = new Set(await tableNames(database));
  const differences: string[] = [];
  for (const metadata of database.metadata.entityMetadatas) {
    if (!tables.delete(metadata.tableName)) differences.push(`${metadata.tableName}: no such table for ${metadata.name}`);
    else differences.push(...compare(metadata, await columnsOf(database, metadata.tableName), database));
  }
  tables.delete('migration');
  differences.push(...[...tables].map((name) => `${name}: a table without entity`));
  if (differences.length > 0) throw new Error(`Entities and tables of ${database.name} differ:\n${differences.map((line) => `  - ${line}`).join('\n')}`);
}

function compare(metadata: EntityMetadata, columns: readonly TableColumn[], database: Database): string[] {
  const differences: string[] = [];
  const left = new Map(columns.map((column) => [column.name, column]));
  for (const expected of metadata.columns) {
    const name = `${metadata.tableName}.${expected.databaseName}`;
    const found = left.get(expected.databaseName);
    left.delete(expected.databaseName);
    if (!found) differences.push(`${name}: no such column`);
    else differences.push(...compareColumn(expected, found, database).map((difference) => `${name}: ${difference}`));
  }
  return [...differences, ...[...left.keys()].map((name) => `${metadata.tableName}.${name}: a column without property`)];
}

function compareColumn(expected: ColumnMetadata, found: TableColumn, database: Database): string[] {
  const type = expectedType(expected, database);
  const differences: string[] = [];
  if (found.type !== type) differences.push(`the entity says ${type}, the table ${found.type}`);
  if (found.nullable !== expected.isNullable) differences.push(`the entity says ${expected.isNullable ? 'nullable' : 'required'}, the table ${found.nullable ? 'nullable' : 'required'}`);
  if (found.key > 0 !== expected.isPrimary) differences.push(`the entity says ${expected.isPrimary ? 'key' : 'no key'}, the table ${found.key > 0 ? 'key' : 'no key'}`);
  if (found.collation !== null && !/_bin$/.test(found.collation)) differences.push(`compared by ${found.collation}, not byte by byte`);
  return differences;
}

function expectedType(expected: ColumnMetadata, database: Database): string {
  const type = String(expected.type);
  if (type === 'varchar') return `varchar(${expected.length})`;
  return type === 'text' && database.dialect === 'mysql' ? 'mediumtext' : type;
}

async function tableNames(database: Database): Promise<string[]> {
  const sql = database.dialect === 'sqlite'
    ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    : 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()';
  return (await database.query<{ name: string }>(sql)).map(({ name }) => name);
}

async function columnsOf(database: Database, table: string): Promise<TableColumn[]> {
  const sql = database.dialect === 'sqlite'
    ? 'SELECT name, type, "notnull" = 0 AS nullable, pk AS part, NULL AS collation FROM pragma_table_info(?)'
    : `SELECT column_name AS name, column_type AS type, is_nullable = 'YES' AS nullable, column_key = 'PRI' AS part, collation_name AS collation
       FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ?`;
  const rows = await database.query<{ name: string; type: string; nullable: unknown; part: unknown; collation: string | null }>(sql, [table]);
  // MariaDB shows the display width of whole numbers, MySQL 8 does not.
  return rows.map((row) => ({
    name: row.name, type: row.type.toLowerCase().replace(/^(bigint|int)\(\d+\)/, '$1'), nullable: Number(row.nullable) === 1, key: Number(row.part), collation: row.collation,
  }));
}
