import type { Logger as TypeOrmLogger, QueryRunner } from 'typeorm';
import type { StatementObserver } from './database';
import { translated } from './errors';

/** Hears every statement of a database through TypeORM's logger; nothing goes to the console. */
export class StatementLog implements TypeOrmLogger {
  private readonly observers = new Set<StatementObserver>();
  private readonly failures = new WeakMap<QueryRunner, unknown>();

  observe(observer: StatementObserver): () => void {
    this.observers.add(observer);
    return () => this.observers.delete(observer);
  }

  /**
   * The failure by which the engine may already have rolled a transaction back (deadlock, full disk, lost connection).
   * Such a transaction must not go on: its next statements would be committed one by one.
   */
  fatalFailure(runner: QueryRunner): unknown {
    return this.failures.get(runner);
  }

  logQuery(sql: string): void {
    for (const observer of this.observers) observer.statement(sql);
  }

  logQueryError(error: string | Error, _sql: string, _parameters?: unknown, runner?: QueryRunner): void {
    if (runner && translated(error) !== error && !this.failures.has(runner)) this.failures.set(runner, error);
  }

  logQuerySlow(): void {}
  logSchemaBuild(): void {}
  logMigration(): void {}
  log(): void {}
}
