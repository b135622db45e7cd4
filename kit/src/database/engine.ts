import type { DataSource, DataSourceOptions, EntityManager, QueryRunner } from 'typeorm';
import type { Dialect } from './database';
import type { Row } from './sqlite-connection';
import type { StatementLog } from './statement-log';

/** What both engines hand to TypeORM alike. */
export interface SourceOptions extends Pick<DataSourceOptions, 'entities' | 'migrations' | 'migrationsTableName' | 'namingStrategy'> {
  readonly logger: StatementLog;
}

/** The connection of one running transaction. */
export interface Session {
  readonly manager: EntityManager;
  select(sql: string, parameters: readonly unknown[]): Promise<Row[]>;
  /** Returns the number of rows that matched. */
  write(sql: string, parameters: readonly unknown[]): Promise<number>;
}

/** What differs between SQLite and MySQL. Errors leave as the driver's; the database translates them. */
export interface Engine {
  readonly dialect: Dialect;
  readonly dataSource: DataSource;
  read(sql: string, parameters: readonly unknown[]): Promise<Row[]>;
  /** Begin, work, commit; or roll back and throw what the work threw. */
  transact<T>(work: (session: Session) => Promise<T>): Promise<T>;
  /** Runs `work` while no other instance migrates this database. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The statements of a transaction, through its own runner. */
export function sessionOf(runner: QueryRunner, manager: EntityManager): Session {
  return {
    manager,
    select: async (sql, parameters) => (await runner.query(sql, [...parameters], true)).records as Row[],
    write: async (sql, parameters) => (await runner.query(sql, [...parameters], true)).affected ?? 0,
  };
}
