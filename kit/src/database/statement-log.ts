import type { Logger as TypeOrmLogger, QueryRunner } from 'typeorm';
import type { StatementObserver } from './database';
import { translated } from './errors';

/** Hears every statement of a database through TypeORM's logger; nothing goes to the console. */
export class StatementLog implements TypeOrmLogger {
  private readonly observers = new Set<StatementObserver>();
  private readonly failures = new WeakMap<QueryRunner, unknown>();
  private readonly watched = new WeakSet<QueryRunner>();

  observe(observer: StatementObserver): () => void {
    this.observers.add(observer);
    return () => this.observers.delete(observer);
  }

  /**
   * From the failure by which the engine may already have rolled the transaction back (deadlock, full disk, lost
   * connection), the runner refuses statements: the next ones would be committed one by one.
   */
  watch(runner: QueryRunner): void {
    this.watched.add(runner);
  }

  fatalFailure(runner: QueryRunner): unknown {
    return this.failures.get(runner);
  }

  logQuery(sql: string): void {
    for (const observer of this.observers) observer.statement(sql);
  }

  logQueryError(error: string | Error, _sql: string, _parameters?: unknown, runner?: QueryRunner): void {
    if (!runner || !this.watched.has(runner) || this.failures.has(runner) || translated(error) === error) return;
    this.failures.set(runner, error);
    setReleased(runner, true);
  }

  logQuerySlow(): void {}
  logSchemaBuild(): void {}
  logMigration(): void {}
  log(): void {}
}

/** Whether a runner refuses statements. */
export function setReleased(runner: QueryRunner, released: boolean): void {
  Object.assign(runner, { isReleased: released });
}
