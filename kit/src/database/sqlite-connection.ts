import Libsql from 'libsql';
import { normalise, type SqlValue } from './parameters';

export type Row = Record<string, unknown>;

interface NativeStatement {
  readonly reader: boolean;
  all(parameters: readonly unknown[]): Row[];
  run(parameters: readonly unknown[]): { changes: number; lastInsertRowid: number | bigint };
}

/** A prepared statement that binds only what libsql binds faithfully. */
export interface SqliteStatement {
  readonly reader: boolean;
  all(...parameters: unknown[]): Row[];
  run(...parameters: unknown[]): { changes: number; lastInsertRowid: number | bigint };
}

const CACHED_STATEMENTS = 500;
const CACHEABLE = /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/i;
const CONTROL = /^\s*(BEGIN|COMMIT|ROLLBACK)\b/i;

/**
 * One connection to a SQLite file with the surface that TypeORM expects of its driver. It stands between TypeORM and
 * libsql because libsql ends the process on a bound boolean, binds whole numbers as floats, and takes a single null or
 * buffer for a list of parameters.
 */
export class SqliteConnection {
  private readonly native: InstanceType<typeof Libsql>;
  private readonly statements = new Map<string, SqliteStatement>();

  constructor(path: string) {
    this.native = new Libsql(path);
  }

  get inTransaction(): boolean {
    return this.native.inTransaction;
  }

  prepare(sql: string): SqliteStatement {
    const known = this.statements.get(sql);
    if (known) return known;
    if (CONTROL.test(sql)) return this.control(sql);
    const statement = guarded(this.native.prepare(sql) as unknown as NativeStatement);
    if (CACHEABLE.test(sql)) this.remember(sql, statement);
    return statement;
  }

  exec(sql: string): void {
    this.native.exec(sql);
  }

  pragma(source: string): unknown {
    return this.native.pragma(source);
  }

  close(): void {
    this.statements.clear();
    this.native.close();
  }

  /** A prepared BEGIN that found the file locked would stay in progress and keep later transactions from committing. */
  private control(sql: string): SqliteStatement {
    const run = () => {
      this.native.exec(sql);
      return { changes: 0, lastInsertRowid: 0 };
    };
    return { reader: false, run, all: () => [] };
  }

  private remember(sql: string, statement: SqliteStatement): void {
    if (this.statements.size >= CACHED_STATEMENTS) {
      const oldest = this.statements.keys().next().value;
      if (oldest !== undefined) this.statements.delete(oldest);
    }
    this.statements.set(sql, statement);
  }
}

function guarded(native: NativeStatement): SqliteStatement {
  return {
    reader: native.reader,
    all: (...parameters) => native.all(parameters.map(bindable)),
    run: (...parameters) => native.run(parameters.map(bindable)),
  };
}

function bindable(parameter: unknown): SqlValue {
  const value = normalise(parameter);
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : value;
}
