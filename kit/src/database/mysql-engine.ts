import { createHash } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { MysqlQueryRunner } from 'typeorm/driver/mysql/MysqlQueryRunner';
import { sessionOf, type Engine, type Session, type SourceOptions } from './engine';
import { mysqlDriver } from './mysql-driver';
import { connectTo, serverAddress } from './mysql-schema';
import type { Row } from './sqlite-connection';
import { setReleased, type StatementLog } from './statement-log';
import { within } from './within';

export interface MysqlEngineOptions {
  readonly url: string;
  readonly schema: string;
  readonly pool: number;
  readonly timeLimitMs: number;
  readonly source: SourceOptions;
}

const MIGRATION_WAIT_SECONDS = 120;

/** One pool for reads and transactions, at READ COMMITTED. */
export async function openMysql(options: MysqlEngineOptions): Promise<Engine> {
  const source = new DataSource({
    type: 'mysql', driver: mysqlDriver, ...serverAddress(options.url), database: options.schema, poolSize: options.pool, charset: 'utf8mb4',
    supportBigNumbers: true, bigNumberStrings: true, dateStrings: true, ...options.source, migrationsTransactionMode: 'none',
  });
  return new MysqlEngine(await source.initialize(), options);
}

class MysqlEngine implements Engine {
  readonly dialect = 'mysql';

  private readonly statementLimitMs: number;
  private readonly acquireLimitMs: number;

  constructor(readonly dataSource: DataSource, private readonly options: MysqlEngineOptions) {
    this.statementLimitMs = options.timeLimitMs / 2;
    this.acquireLimitMs = options.timeLimitMs / 5;
  }

  async read(sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    const runner = await this.acquire();
    try {
      const rows = (await this.inTime(runner.query(sql, [...parameters]))) as Row[];
      await runner.release();
      return rows;
    } catch (error) {
      await this.giveBack(runner, error);
      throw error;
    }
  }

  async transact<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const runner = await this.acquire();
    this.statements.watch(runner);
    try {
      await this.inTime(runner.startTransaction());
      const result = await work(this.limited(sessionOf(runner, runner.manager)));
      const failure = this.statements.fatalFailure(runner);
      if (failure) throw failure;
      await this.inTime(runner.commitTransaction());
      await runner.release();
      return result;
    } catch (error) {
      await this.rollBack(runner);
      throw this.statements.fatalFailure(runner) ?? error;
    }
  }

  async exclusively<T>(work: () => Promise<T>): Promise<T> {
    const connection = await connectTo(this.options.url, this.options.schema);
    const lock = `migration-${createHash('sha256').update(this.options.schema).digest('hex').slice(0, 40)}`;
    try {
      const [rows] = await connection.query('SELECT GET_LOCK(?, ?) AS taken', [lock, MIGRATION_WAIT_SECONDS]);
      if (Number((rows as { taken: unknown }[])[0]?.taken) !== 1) throw new Error(`Another instance has been migrating ${this.options.schema} for ${MIGRATION_WAIT_SECONDS} seconds.`);
      return await work();
    } finally {
      // The server gives the lock back with the connection.
      connection.destroy();
    }
  }

  async close(): Promise<void> {
    await this.dataSource.destroy();
  }

  private get statements(): StatementLog {
    return this.options.source.logger;
  }

  private inTime<T>(answer: Promise<T>): Promise<T> {
    return within(this.statementLimitMs, () => new TimedOut('The database did not answer in time.'), answer);
  }

  private limited(session: Session): Session {
    return {
      manager: session.manager,
      select: (sql, parameters) => this.inTime(session.select(sql, parameters)),
      write: (sql, parameters) => this.inTime(session.write(sql, parameters)),
    };
  }

  private async acquire(): Promise<MysqlQueryRunner> {
    const runner = this.dataSource.createQueryRunner() as MysqlQueryRunner;
    const connected = runner.connect();
    try {
      await within(this.acquireLimitMs, () => Object.assign(new Error('No connection became free.'), { code: 'POOL_EXHAUSTED' }), connected);
      return runner;
    } catch (error) {
      void connected.then(() => runner.release(), () => undefined);
      throw error;
    }
  }

  private async rollBack(runner: MysqlQueryRunner): Promise<void> {
    setReleased(runner, false);
    try {
      if (runner.isTransactionActive) await this.inTime(runner.rollbackTransaction());
      await runner.release();
    } catch (error) {
      await this.giveBack(runner, error);
    }
  }

  /** A connection whose state is unknown is closed, not handed to the next one. */
  private async giveBack(runner: MysqlQueryRunner, error: unknown): Promise<void> {
    const uncertain = error instanceof TimedOut || runner.isTransactionActive || this.statements.fatalFailure(runner) !== undefined;
    if (uncertain) (await runner.connect()).destroy();
    await runner.release();
  }
}

class TimedOut extends Error {
  readonly code = 'PROTOCOL_SEQUENCE_TIMEOUT';
}

