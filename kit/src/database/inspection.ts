import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Dialect } from './database';
import { driverCode } from './errors';
import { migrationNames } from './migration-files';
import { connectTo } from './mysql-schema';
import { SqliteConnection } from './sqlite-connection';
import { plainStatement } from './statement-text';

export interface InspectedDatabase {
  readonly name: string;
  /** Address of a MySQL server; absent: a SQLite file under `dataDir`. */
  readonly url?: string;
  readonly prefix: string;
  readonly dataDir: string;
}

/** A subgraph's database looked at from beside: reads only, and nothing is made, also while the product has it open. */
export interface Inspection {
  readonly dialect: Dialect;
  query<R extends Record<string, unknown>>(sql: string, parameters?: readonly unknown[]): Promise<R[]>;
  close(): Promise<void>;
}

/**
 * Opens a database for looking. Null where it was not made yet.
 * @throws Error of the driver, or AppError SERVICE_UNAVAILABLE, when it cannot be opened.
 */
export async function openInspection(database: InspectedDatabase): Promise<Inspection | null> {
  return database.url ? inspectSchema(database.url, `${database.prefix}${database.name}`) : inspectFile(join(database.dataDir, `${database.name}.sqlite`));
}

function inspectFile(file: string): Inspection | null {
  if (!existsSync(file)) return null;
  const connection = new SqliteConnection(file);
  connection.pragma('busy_timeout = 1000');
  connection.pragma('query_only = ON');
  return {
    dialect: 'sqlite',
    async query<R extends Record<string, unknown>>(sql: string, parameters: readonly unknown[] = []) {
      const statement = plainStatement(sql, parameters);
      return connection.prepare(statement.sql).all(...statement.parameters) as R[];
    },
    close: async () => connection.close(),
  };
}

async function inspectSchema(url: string, schema: string): Promise<Inspection | null> {
  try {
    const connection = await connectTo(url, schema);
    await connection.query('SET SESSION TRANSACTION READ ONLY');
    return {
      dialect: 'mysql',
      async query<R extends Record<string, unknown>>(sql: string, parameters: readonly unknown[] = []) {
        const statement = plainStatement(sql, parameters);
        const [rows] = await connection.query(statement.sql, [...statement.parameters]);
        return rows as R[];
      },
      close: () => connection.end(),
    };
  } catch (error) {
    if (driverCode(error) === 'ER_BAD_DB_ERROR') return null;
    throw error;
  }
}

/** Migrations of a subgraph that its database has not seen, oldest first. `folder`: its migration files, absolute. */
export async function pendingMigrations(inspection: Inspection, folder: string): Promise<string[]> {
  const rows = (await hasTable(inspection, 'migration')) ? await inspection.query<{ name: string }>('SELECT name FROM migration') : [];
  const ran = new Set(rows.map(({ name }) => name));
  return migrationNames(folder).filter((name) => !ran.has(name));
}

async function hasTable({ dialect, query }: Inspection, table: string): Promise<boolean> {
  const known = dialect === 'sqlite' ? "SELECT 1 AS one FROM sqlite_master WHERE type = 'table' AND name = ?" : 'SELECT 1 AS one FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?';
  return (await query(known, [table])).length > 0;
}

/** How far the database server's clock is ahead of `now`, milliseconds; negative when it is behind, 0 for a file of this machine. */
export async function clockAhead(inspection: Inspection, now: () => number): Promise<number> {
  if (inspection.dialect === 'sqlite') return 0;
  const asked = now();
  const [row] = await inspection.query<{ epoch: string }>('SELECT UNIX_TIMESTAMP(NOW(3)) AS epoch');
  return Math.round(Number(row?.epoch) * 1_000 - (asked + now()) / 2);
}
