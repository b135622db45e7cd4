import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { FakeClock } from '../clock/clock';
import type { Database } from '../database/database';
import { createLoaderCache } from '../database/loaders';
import { migrate } from '../database/migrate';
import { openDatabase } from '../database/open-database';
import { dropSchema } from '../database/mysql-schema';
import type { AnyClass } from '../running/define-feature';
import type { SubgraphContext } from '../running/context';
import { bareContext } from './bare-context';

export interface TestDatabaseOptions {
  readonly entities: readonly AnyClass[];
  /** Folder of the migration files, absolute. */
  readonly migrations: string;
  readonly durability?: 'normal' | 'full';
  readonly timeLimitMs?: number;
  readonly pool?: number;
  /** For what is true of SQLite only; default is the engine that TEST_DB names. */
  readonly engine?: 'sqlite';
  /** Another address of the server, e.g. of a proxy that can be cut; MySQL only. */
  readonly through?: string;
  /** Default: the tables are made. */
  readonly migrate?: boolean;
}

export interface TestDatabase {
  readonly database: Database;
  readonly dataDir: string;
  /** Address of its MySQL server; undefined for a SQLite file. */
  readonly url: string | undefined;
  /** Prefix of its MySQL schema. */
  readonly prefix: string;
  /** Closes and opens it again, as a restart would. */
  reopen(): Promise<Database>;
  /** Another instance of the same subgraph; MySQL only, SQLite refuses it. The caller closes it. */
  another(): Promise<Database>;
  /** Closes it and removes its file or schema. */
  drop(): Promise<void>;
}

/** Server of the tests with `TEST_DB=mysql`; undefined for SQLite files. */
export const testDatabaseUrl = process.env.TEST_DB === 'mysql' ? (process.env.TEST_DATABASE_URL ?? 'mysql://root@127.0.0.1:3306') : undefined;

/** An empty database of its own, on the engine that TEST_DB names. A server that is not there fails the test. */
export async function openTestDatabase(options: TestDatabaseOptions): Promise<TestDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sangam-'));
  const prefix = `test_${randomBytes(6).toString('hex')}_`;
  const url = options.engine === 'sqlite' ? undefined : testDatabaseUrl;
  const open = () => openDatabase({
    name: 'testing', url: url && (options.through ?? url), prefix, pool: options.pool ?? 10, dataDir, entities: options.entities, migrations: options.migrations,
    durability: options.durability ?? 'normal', log: pino({ level: 'silent' }), clock: new FakeClock(), timeLimitMs: options.timeLimitMs,
  });
  let database = await open();
  if (options.migrate ?? true) await migrate(database);
  return {
    get database() {
      return database;
    },
    dataDir,
    url,
    prefix,
    async reopen() {
      await database.close();
      database = await open();
      return database;
    },
    another: open,
    async drop() {
      await database.close();
      if (url) await dropSchema(url, `${prefix}testing`);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A context of a service on this database, with a fake clock and a live bus in process; calls and settings throw unless given. */
export function testContext(database: Database, parts: Partial<SubgraphContext> = {}): SubgraphContext {
  const context: SubgraphContext = bareContext({ db: database, subgraph: database.name, loaders: createLoaderCache(() => context), ...parts });
  return context;
}
