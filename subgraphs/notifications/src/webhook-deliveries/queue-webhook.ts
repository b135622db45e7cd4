import { createHash } from 'node:crypto';
import type { Owned } from '@sangam/kit/authorization/owner';
import type { Transaction } from '@sangam/kit/database/transaction';
import type { PublishedWebhook } from '@sangam/kit/events/webhook-published';
import { newId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { matchesFilter } from '../webhook-endpoints/event-filter';
import { WebhookEndpoint } from '../webhook-endpoints/webhook-endpoint.entity';
import { enqueueAttempt } from './webhook-delivery.jobs';
import { WebhookDelivery } from './webhook-delivery.entity';
import { WebhookDeliveryState } from './webhook-delivery-state';

/** A message to every endpoint of the owners that asks for its type. */
export async function queueWebhooks(ctx: SubgraphContext, tx: Transaction, published: PublishedWebhook): Promise<void> {
  for (const ownerType of ['USER', 'ORGANIZATION'] as const) {
    const ownerId = published.owners.filter((owner) => owner.ownerType === ownerType).map((owner) => owner.ownerId);
    if (ownerId.length === 0) continue;
    for (const endpoint of await tx.findMany(WebhookEndpoint, { ownerType, ownerId })) {
      if (matchesFilter(endpoint.eventTypes, published.type)) await queueWebhook(ctx, tx, { endpoint, message: published });
    }
  }
}

export interface QueuedMessage {
  readonly endpoint: WebhookEndpoint;
  /** `data` is JSON. */
  readonly message: Pick<PublishedWebhook, 'key' | 'type' | 'happenedAt' | 'data'>;
}

/** One message to one endpoint; the earlier one where it is there already. For a disabled endpoint it is kept. */
export async function queueWebhook(ctx: SubgraphContext, tx: Transaction, queued: QueuedMessage): Promise<WebhookDelivery> {
  const delivery = newDelivery(ctx, queued);
  const { endpointId, messageId } = delivery;
  await tx.upsert(WebhookDelivery, delivery, { on: ['endpointId', 'messageId'] });
  const known = await tx.findOne(WebhookDelivery, { endpointId, messageId });
  if (!known) throw new Error(`The message ${messageId} was neither there nor written.`);
  if (known.id === delivery.id && known.state === WebhookDeliveryState.PENDING) await enqueueAttempt(tx, known);
  return known;
}

function newDelivery(ctx: SubgraphContext, { endpoint: { id: endpointId, ownerType, ownerId, enabled }, message: { key, type, happenedAt, data } }: QueuedMessage): WebhookDelivery {
  const now = new Date(ctx.clock.now());
  const payload = `{"type":${JSON.stringify(type)},"timestamp":"${new Date(happenedAt).toISOString()}","data":${data}}`;
  return Object.assign(new WebhookDelivery(), {
    id: newId(), ownerType, ownerId, endpointId, messageId: messageIdOf({ ownerType, ownerId }, type, key), eventType: type, payload, attemptCount: 0, roundStart: 0, createdAt: now,
    ...(enabled ? { state: WebhookDeliveryState.PENDING, nextAttemptAt: now, finishedAt: null } : { state: WebhookDeliveryState.SKIPPED, nextAttemptAt: null, finishedAt: now }),
  });
}

/** The same for one key, and told to nobody else. */
function messageIdOf({ ownerType, ownerId }: Owned, type: string, key: string): string {
  return `msg_${createHash('sha256').update(JSON.stringify([ownerType, ownerId, type, key])).digest('base64url').slice(0, 27)}`;
}
