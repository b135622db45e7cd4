import type { Logger } from '../observability/logger';
import type { Database, Dialect, StatementObserver } from './database';
import { driverCode, translated } from './errors';
import type { Engine, Session } from './engine';
import { plainStatement } from './statement-text';
import type { StatementLog } from './statement-log';
import { assertOutsideTransaction } from './transaction-scope';

const READ = /^\s*(?:\(|SELECT\b|WITH\b)/i;

export interface ManagedDatabaseParts {
  readonly name: string;
  readonly engine: Engine;
  readonly statements: StatementLog;
  readonly log: Logger;
  readonly timeLimitMs: number;
}

/** The kit's one implementation of `Database`; what only the kit may do is reached through `managed`. */
export class ManagedDatabase implements Database {
  readonly name: string;
  readonly dialect: Dialect;
  readonly engine: Engine;
  /** How long one transaction may stay open; it holds up every other writer on SQLite. */
  readonly timeLimitMs: number;
  private closing: Promise<void> | null = null;

  constructor(private readonly parts: ManagedDatabaseParts) {
    this.name = parts.name;
    this.engine = parts.engine;
    this.dialect = parts.engine.dialect;
    this.timeLimitMs = parts.timeLimitMs;
  }

  get metadata(): Database['metadata'] {
    return this.engine.dataSource;
  }

  async query<R extends Record<string, unknown>>(sql: string, parameters: readonly unknown[] = []): Promise<R[]> {
    assertOutsideTransaction('A read by database.query');
    if (!READ.test(sql)) throw new Error('database.query only reads; write in a transaction.');
    const statement = plainStatement(sql, parameters);
    try {
      return (await this.engine.read(statement.sql, statement.parameters)) as R[];
    } catch (error) {
      throw this.translate(error);
    }
  }

  /** One attempt at a transaction. Retryable errors leave as the driver's. */
  transact<T>(work: (session: Session) => Promise<T>): Promise<T> {
    if (this.closing) throw new Error(`The database ${this.name} is closed.`);
    return this.engine.transact(work);
  }

  /** The coded error for a database that is down or full, with the driver's text in the log only. */
  translate(error: unknown): unknown {
    const coded = translated(error);
    if (coded !== error) this.parts.log.error({ database: this.name, code: driverCode(error), reason: String((error as Error).message) }, 'database failed');
    return coded;
  }

  observe(observer: StatementObserver): () => void {
    return this.parts.statements.observe(observer);
  }

  async ping(): Promise<void> {
    await this.query('SELECT 1 AS one');
  }

  close(): Promise<void> {
    this.closing ??= this.engine.close();
    return this.closing;
  }
}

/** @throws Error for a `Database` that `openDatabase` did not open. */
export function managed(database: Database): ManagedDatabase {
  if (database instanceof ManagedDatabase) return database;
  throw new Error(`The database ${database.name} was not opened by openDatabase.`);
}
