import type { SqlExpression } from './transaction';

/** Made by `sql` only: an object of the same shape that came from a client is a value, never SQL. */
export class Expression implements SqlExpression {
  constructor(readonly expression: string, readonly parameters: readonly unknown[]) {}
}

/** A value that the database computes from the row's columns: `sql('message_count + 1')`, `sql('balance - ?', amount)`. */
export function sql(expression: string, ...parameters: readonly unknown[]): SqlExpression {
  return new Expression(expression, parameters);
}
