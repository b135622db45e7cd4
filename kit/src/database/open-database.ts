import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../clock/clock';
import { Inbox } from '../events/inbox.entity';
import { Idempotency } from '../idempotency/idempotency.entity';
import { Job } from '../jobs/job.entity';
import type { Logger } from '../observability/logger';
import type { AnyClass } from '../running/define-feature';
import type { Database } from './database';
import type { Engine, SourceOptions } from './engine';
import { translated } from './errors';
import { ManagedDatabase } from './managed-database';
import { migrationClasses, type MigrationTarget } from './migration-files';
import { openMysql } from './mysql-engine';
import { ensureSchema } from './mysql-schema';
import { SnakeNaming } from './snake-naming';
import { openSqlite } from './sqlite-engine';
import { StatementLog } from './statement-log';

export interface OpenDatabaseOptions {
  /** The subgraph's name. */
  readonly name: string;
  /** Address of a MySQL server; absent: a SQLite file under `dataDir`. */
  readonly url?: string;
  /** Prefix of the MySQL schema's name. */
  readonly prefix: string;
  /** Connections to the MySQL server. */
  readonly pool: number;
  readonly dataDir: string;
  readonly entities: readonly AnyClass[];
  /** Folder of the migration files, absolute. */
  readonly migrations: string;
  readonly durability: 'normal' | 'full';
  readonly log: Logger;
  readonly clock: Clock;
  /** How long a transaction may stay open, milliseconds; a statement half of it, a wait for a connection a fifth. Default 10,000. */
  readonly timeLimitMs?: number;
}

export const KIT_ENTITIES: readonly AnyClass[] = [Job, Inbox, Idempotency];

/**
 * Opens one subgraph's database; tables are brought up by `migrate`.
 * @throws Error when another process has the SQLite file open; AppError SERVICE_UNAVAILABLE when the server is down.
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  const statements = new StatementLog();
  try {
    const engine = options.url ? await openServer(options, options.url, statements) : await openFile(options, statements);
    return new ManagedDatabase({ name: options.name, engine, statements, log: options.log, timeLimitMs: timeLimit(options) });
  } catch (error) {
    throw translated(error);
  }
}

function timeLimit(options: OpenDatabaseOptions): number {
  return options.timeLimitMs ?? 10_000;
}

function openFile(options: OpenDatabaseOptions, logger: StatementLog): Promise<Engine> {
  mkdirSync(options.dataDir, { recursive: true });
  const file = join(options.dataDir, `${options.name}.sqlite`);
  return openSqlite({ file, durability: options.durability, source: sourceOptions(options, logger, { dialect: 'sqlite', collation: '' }) });
}

async function openServer(options: OpenDatabaseOptions, url: string, logger: StatementLog): Promise<Engine> {
  const schema = `${options.prefix}${options.name}`;
  const { collation } = await ensureSchema(url, schema);
  return openMysql({ url, schema, pool: options.pool, timeLimitMs: timeLimit(options), source: sourceOptions(options, logger, { dialect: 'mysql', collation }) });
}

function sourceOptions(options: OpenDatabaseOptions, logger: StatementLog, target: MigrationTarget): SourceOptions {
  return {
    entities: [...KIT_ENTITIES, ...options.entities] as (new () => object)[], migrations: migrationClasses(options.migrations, target), migrationsTableName: 'migration',
    namingStrategy: new SnakeNaming(), logger,
  };
}
