import { transaction } from '../database/run-transaction';
import type { SubgraphContext } from '../running/context';

/** A statement with its parameters. */
export type RawStatement = readonly [sql: string, ...parameters: unknown[]];

/** Runs statements that the product itself never would, as whoever holds the database can: to show that it is found out. */
export function runRawSql(ctx: SubgraphContext, ...statements: readonly RawStatement[]): Promise<void> {
  return transaction(ctx, async (tx) => {
    for (const [sql, ...parameters] of statements) await tx.manager.query(sql, parameters);
  });
}
