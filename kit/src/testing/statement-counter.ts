import type { Database } from '../database/database';

export interface StatementCounter {
  /** Statements since the start or the last reset, without those that only begin or end a transaction. */
  readonly count: number;
  readonly statements: readonly string[];
  reset(): void;
  stop(): void;
}

const CONTROL = /^\s*(BEGIN|START TRANSACTION|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET )/i;

/** Counts the statements that a database runs, to show that their number does not depend on the length of a list. */
export function countStatements(database: Database): StatementCounter {
  let statements: string[] = [];
  const stop = database.observe({
    statement(sql) {
      if (!CONTROL.test(sql)) statements.push(sql);
    },
  });
  return {
    get count() {
      return statements.length;
    },
    get statements() {
      return statements;
    },
    reset() {
      statements = [];
    },
    stop,
  };
}
