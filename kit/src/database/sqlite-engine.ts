import { DataSource } from 'typeorm';
import { BetterSqlite3QueryRunner } from 'typeorm/driver/better-sqlite3/BetterSqlite3QueryRunner';
import type { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver';
import { sessionOf, type Engine, type Session, type SourceOptions } from './engine';
import { FifoQueue } from './fifo-queue';
import { SqliteConnection, type Row } from './sqlite-connection';
import { lockFile } from './sqlite-lock';
import { setReleased, type StatementLog } from './statement-log';

export interface SqliteEngineOptions {
  readonly file: string;
  readonly durability: 'normal' | 'full';
  readonly source: SourceOptions;
}

// The driver waits for a foreign lock with the event loop stopped, so it waits shortly; the transaction is tried again.
const BUSY_TIMEOUT_MS = 20;

/** A runner of its own for each transaction; TypeORM would hand the same one to everybody. */
class TransactionRunner extends BetterSqlite3QueryRunner {
  async begin(): Promise<void> {
    await this.query('BEGIN IMMEDIATE');
    this.isTransactionActive = true;
    this.transactionDepth = 1;
  }

  /** Some failures (a full disk) have already rolled back. */
  async abandon(): Promise<void> {
    const connection = (await this.connect()) as SqliteConnection;
    setReleased(this, false);
    if (connection.inTransaction) await this.query('ROLLBACK');
    this.isTransactionActive = false;
  }

}

/** One writer behind a first-come queue and one reader that cannot write. */
export async function openSqlite(options: SqliteEngineOptions): Promise<Engine> {
  const unlock = lockFile(options.file);
  try {
    const writer = await openWriter(options);
    return new SqliteEngine(writer, openReader(options.file), unlock, options.source.logger);
  } catch (error) {
    unlock();
    throw error;
  }
}

async function openWriter({ file, durability, source }: SqliteEngineOptions): Promise<DataSource> {
  const writer = new DataSource({
    type: 'better-sqlite3', database: file, driver: SqliteConnection, statementCacheSize: 0, enableWAL: true, ...source, migrationsTransactionMode: 'each',
    prepareDatabase: (connection: SqliteConnection) => {
      connection.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
      connection.pragma('journal_mode = WAL');
      connection.pragma(`synchronous = ${durability.toUpperCase()}`);
    },
  });
  return writer.initialize();
}

function openReader(file: string): SqliteConnection {
  const reader = new SqliteConnection(file);
  reader.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  reader.pragma('query_only = ON');
  return reader;
}

class SqliteEngine implements Engine {
  readonly dialect = 'sqlite';
  private readonly queue = new FifoQueue();

  constructor(
    readonly dataSource: DataSource, private readonly reader: SqliteConnection, private readonly unlock: () => void, private readonly statements: StatementLog,
  ) {}

  async read(sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    this.statements.logQuery(sql);
    return this.reader.prepare(sql).all(...parameters);
  }

  transact<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.queue.run(async () => {
      const runner = new TransactionRunner(this.dataSource.driver as BetterSqlite3Driver);
      this.statements.watch(runner);
      try {
        await runner.begin();
        const result = await work(sessionOf(runner, this.dataSource.createEntityManager(runner)));
        const failure = this.statements.fatalFailure(runner);
        if (failure) throw failure;
        await runner.commitTransaction();
        return result;
      } catch (error) {
        await runner.abandon();
        throw this.statements.fatalFailure(runner) ?? error;
      } finally {
        setReleased(runner, true);
      }
    });
  }

  /** The file lock keeps other processes out already. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    return this.queue.run(work);
  }

  async close(): Promise<void> {
    await this.queue.run(async () => {
      this.reader.close();
      await this.dataSource.destroy();
      this.unlock();
    });
  }
}
