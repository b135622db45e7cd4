import type { DataSource } from 'typeorm';

export type Dialect = 'sqlite' | 'mysql';

/** Counts statements of a context's database for tests; see `statementCounter` in the testing kit. */
export interface StatementObserver {
  statement(sql: string): void;
}

/**
 * One subgraph's database. Reads go through `query` and the readers built on it; writes through `transaction` only.
 * SQLite: a writer connection behind a first-come queue and a reader connection that cannot write. MySQL: one pool.
 */
export interface Database {
  readonly name: string;
  readonly dialect: Dialect;
  /** Entity metadata (table and column names, transformers). */
  readonly metadata: Pick<DataSource, 'getMetadata' | 'hasMetadata' | 'entityMetadatas'>;
  /**
   * Runs a read outside any transaction and returns raw rows. `?` marks a parameter on both engines; parameters are
   * normalised (booleans, dates, bigints …), arrays expand to a list for IN. Throws when called inside a transaction.
   */
  query<R extends Record<string, unknown>>(sql: string, parameters?: readonly unknown[]): Promise<R[]>;
  observe(observer: StatementObserver): () => void;
  /** Answers a trivial statement, or throws AppError SERVICE_UNAVAILABLE. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
