import { AsyncLocalStorage } from 'node:async_hooks';

/** Marks the code that runs inside a transaction; `open` ends with it, also for what it left running. */
export interface TransactionMark {
  readonly database: string;
  open: boolean;
}

const scope = new AsyncLocalStorage<TransactionMark>();

/**
 * Throws when called from inside a transaction: reads there go through the transaction, calls happen before or after.
 * On SQLite the alternative would be a deadlock, elsewhere an answer from outside the transaction.
 */
export function assertOutsideTransaction(what: string): void {
  const mark = scope.getStore();
  if (mark?.open) throw new Error(`${what} inside a transaction of ${mark.database}. Use the transaction's own methods, or do it before or after.`);
}

export function insideTransaction<T>(mark: TransactionMark, work: () => Promise<T>): Promise<T> {
  return scope.run(mark, work);
}
