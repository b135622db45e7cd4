import type { Transaction } from '../database/transaction';
import { Idempotency } from '../idempotency/idempotency.entity';
import type { SubgraphContext } from '../running/context';
import { personalRowsOf, rowsOfPerson } from './personal-rows';

/**
 * Erases a person's rows of this subgraph, those of the feature that was listed last first; what a table of an earlier
 * feature says of the person can still be read meanwhile. Whether nothing is left.
 */
export async function eraseRows(ctx: SubgraphContext, tx: Transaction, userId: string): Promise<boolean> {
  for (const rows of [...personalRowsOf(ctx.subgraph)].reverse()) {
    if (rows.erase === 'delete') await tx.delete<object>(rows.entity, rowsOfPerson(rows, userId));
    else if (rows.erase !== 'keep' && !(await rows.erase(ctx, tx, userId))) return false;
  }
  await tx.delete(Idempotency, { viewerId: userId });
  return true;
}
