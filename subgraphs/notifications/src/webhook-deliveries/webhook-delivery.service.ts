import { ownedBy, ownerOf } from '@sangam/kit/authorization/owner';
import { connection } from '@sangam/kit/database/keyset';
import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import type { Transaction } from '@sangam/kit/database/transaction';
import { AppError, notFound } from '@sangam/kit/errors/app-error';
import { INVALID_STATE } from '@sangam/kit/errors/codes';
import type { Connection, ConnectionArguments } from '@sangam/kit/graphql/connections';
import { idempotent } from '@sangam/kit/idempotency/idempotent';
import { isId, newId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { TEST_EVENT_TYPE } from '../webhook-endpoints/event-catalogue';
import type { WebhookEndpoint } from '../webhook-endpoints/webhook-endpoint.entity';
import { ownEndpoint } from '../webhook-endpoints/webhook-endpoint.service';
import { queueWebhook } from './queue-webhook';
import { WebhookDelivery } from './webhook-delivery.entity';
import type { ReplayWebhookDeliveriesInput, WebhookDeliveryFilter, WebhookReplay } from './webhook-delivery.inputs';
import { enqueueAttempt } from './webhook-delivery.jobs';
import { WebhookDeliveryState } from './webhook-delivery-state';

const MAX_REPLAYED = 100;
const { PENDING, SUCCEEDED, FAILED, SKIPPED } = WebhookDeliveryState;

export interface DeliveryQuery {
  readonly filter: WebhookDeliveryFilter | null;
  readonly args: ConnectionArguments;
}

/** Newest first. @throws AppError NOT_FOUND for somebody else's endpoint */
export async function deliveriesTo(ctx: SubgraphContext, endpointId: string, { filter, args }: DeliveryQuery): Promise<Connection<WebhookDelivery>> {
  await ownEndpoint(ctx, endpointId);
  const { states, createdFrom, createdTo } = filter ?? {};
  const where = ownedBy<WebhookDelivery>(ownerOf(ctx.viewer), {
    endpointId, ...(states && { state: states }), ...((createdFrom || createdTo) && { createdAt: { from: createdFrom ?? undefined, to: createdTo ?? undefined } }),
  });
  return connection(ctx, WebhookDelivery, { where, orderBy: [{ property: 'createdAt', direction: 'DESC' }], args });
}

/** @throws AppError NOT_FOUND for somebody else's too */
export async function ownDelivery(ctx: SubgraphContext, id: string): Promise<WebhookDelivery> {
  const delivery = isId(id) ? await findOne(ctx, WebhookDelivery, ownedBy<WebhookDelivery>(ownerOf(ctx.viewer), { id })) : null;
  if (!delivery) throw notFound();
  return delivery;
}

/** Sends a message again under its id; of parallel replays one does. @throws AppError NOT_FOUND, INVALID_STATE */
export async function replayDelivery(ctx: SubgraphContext, id: string): Promise<WebhookDelivery> {
  const delivery = await ownDelivery(ctx, id);
  await enabledEndpoint(ctx, delivery.endpointId);
  const replayed = await transaction(ctx, (tx) => again(ctx, tx, delivery));
  if (!replayed) throw new AppError(INVALID_STATE);
  return ownDelivery(ctx, id);
}

/** The oldest first, a page at a time. @throws AppError NOT_FOUND, INVALID_STATE, BAD_USER_INPUT for a foreign `after` */
export async function replayDeliveries(ctx: SubgraphContext, { endpointId, since, includeSucceeded, after }: ReplayWebhookDeliveriesInput): Promise<WebhookReplay> {
  await enabledEndpoint(ctx, endpointId);
  const state = includeSucceeded ? [FAILED, SKIPPED, SUCCEEDED] : [FAILED, SKIPPED];
  const where = ownedBy<WebhookDelivery>(ownerOf(ctx.viewer), { endpointId, createdAt: { atLeast: since }, state });
  const { nodes, pageInfo } = await connection(ctx, WebhookDelivery, { where, orderBy: [{ property: 'createdAt', direction: 'ASC' }], args: { first: MAX_REPLAYED, after } });
  const replayed = await transaction(ctx, async (tx) => {
    let begun = 0;
    for (const delivery of nodes) if (await again(ctx, tx, delivery)) begun += 1;
    return begun;
  });
  return { replayed, continueAfter: pageInfo.hasNextPage ? pageInfo.endCursor : null };
}

/** Its schedule begins anew. */
async function again(ctx: SubgraphContext, tx: Transaction, { id, state, attemptCount }: WebhookDelivery): Promise<boolean> {
  const nextAttemptAt = new Date(ctx.clock.now());
  if (state === PENDING) return false;
  if ((await tx.update(WebhookDelivery, { id, state, attemptCount }, { state: PENDING, roundStart: attemptCount, nextAttemptAt, finishedAt: null })) !== 1) return false;
  await enqueueAttempt(tx, { id, nextAttemptAt });
  return true;
}

/** An example, whatever the filter of the endpoint. With an `Idempotency-Key` a repeated call sends no second one. @throws AppError NOT_FOUND, INVALID_STATE */
export async function sendTestEvent(ctx: SubgraphContext, endpointId: string): Promise<WebhookDelivery> {
  const endpoint = await enabledEndpoint(ctx, endpointId);
  const message = { key: newId(), type: TEST_EVENT_TYPE, happenedAt: ctx.clock.now(), data: JSON.stringify({ endpointId }) };
  const { entityId } = await idempotent(ctx, { field: 'sendWebhookTestEvent', input: { endpointId } }, async (tx) => ({ entityId: (await queueWebhook(ctx, tx, { endpoint, message })).id }));
  return ownDelivery(ctx, entityId);
}

async function enabledEndpoint(ctx: SubgraphContext, id: string): Promise<WebhookEndpoint> {
  const endpoint = await ownEndpoint(ctx, id);
  if (!endpoint.enabled) throw new AppError(INVALID_STATE);
  return endpoint;
}
