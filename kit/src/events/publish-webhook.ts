import type { Owned } from '../authorization/owner';
import type { Transaction } from '../database/transaction';
import type { SubgraphContext } from '../running/context';
import type { PartnerEventDefinition } from './define-partner-event';
import { webhookPublished } from './webhook-published';

const LONGEST_KEY = 200;

export interface Publication<D> {
  /** Same key, same message; e.g. the id of the row that it is about. At most 200 characters. */
  readonly key: string;
  /** Whose endpoints are told; those without one cost nothing. */
  readonly owners: readonly Owned[];
  readonly event: PartnerEventDefinition<D>;
  /** Ids and facts rather than texts: what leaves the product cannot be taken back. */
  readonly data: D;
}

/** Tells partners in the transaction that makes it true: each endpoint once if that commits, none otherwise. @throws Error for a key that is too long */
export async function publishWebhook<D>(ctx: SubgraphContext, tx: Transaction, { key, owners, event, data }: Publication<D>): Promise<void> {
  if (key.length > LONGEST_KEY) throw new Error(`The key of a webhook has at most ${LONGEST_KEY} characters.`);
  if (owners.length === 0) return;
  const plain = owners.map(({ ownerType, ownerId }) => ({ ownerType, ownerId }));
  await tx.record(webhookPublished, { aggregateId: key, aggregateVersion: 1, payload: { key, owners: plain, type: event.type, happenedAt: ctx.clock.now(), data: JSON.stringify(data) } });
}
