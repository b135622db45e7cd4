import { transaction } from '@sangam/kit/database/run-transaction';
import { newId } from '@sangam/kit/ids/new-id';
import type { TestGraph } from '@sangam/kit/testing/harness';
import { AccountErasure, AccountErasureState } from './account-erasure.entity';

/** An erasure that is on record as scheduled; no job will come for it while others are drained. */
export async function noteErasure(graph: TestGraph, userId: string): Promise<string> {
  const [id, now] = [newId(), graph.clock.now()];
  await transaction(graph.context('identity'), (tx) => tx.insert(AccountErasure, {
    id, userId, scheduledUserId: userId, state: AccountErasureState.SCHEDULED, reason: 'Asked for it', requestedById: null, createdAt: new Date(now), scheduledFor: new Date(now + 30 * 86_400_000),
    erasedAt: null, remaining: 0, completedAt: null,
  }));
  return id;
}
