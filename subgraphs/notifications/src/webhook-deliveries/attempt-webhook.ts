import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import type { Transaction } from '@sangam/kit/database/transaction';
import { newId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { WebhookEndpoint } from '../webhook-endpoints/webhook-endpoint.entity';
import { recordEndpointFailure, recordEndpointSuccess } from './endpoint-record';
import { postWebhook, type PostedWebhook } from './post-webhook';
import { pauseAfter } from './retry-schedule';
import { WebhookAttempt } from './webhook-attempt.entity';
import { WebhookDelivery } from './webhook-delivery.entity';
import { WebhookDeliveryState } from './webhook-delivery-state';

const { PENDING, SUCCEEDED, FAILED, SKIPPED } = WebhookDeliveryState;

interface Tried {
  readonly endpoint: WebhookEndpoint;
  readonly delivery: WebhookDelivery;
  readonly posted: PostedWebhook;
}

export type EnqueueAttempt = (tx: Transaction, delivery: Pick<WebhookDelivery, 'id' | 'nextAttemptAt'>) => Promise<void>;

/** One try. A failure is on record at the delivery, and the next try is a job of its own. */
export async function attemptWebhook(ctx: SubgraphContext, deliveryId: string, retry: EnqueueAttempt): Promise<void> {
  const delivery = await findOne(ctx, WebhookDelivery, { id: deliveryId, state: PENDING });
  const endpoint = delivery && await findOne(ctx, WebhookEndpoint, { id: delivery.endpointId });
  if (!delivery || !endpoint) return;
  if (!endpoint.enabled) return skip(ctx, deliveryId);
  const posted = await postWebhook(ctx, endpoint, delivery);
  await transaction(ctx, async (tx) => {
    const next = await record(ctx, tx, { endpoint, delivery, posted });
    if (next) await retry(tx, next);
  });
}

async function skip(ctx: SubgraphContext, id: string): Promise<void> {
  await transaction(ctx, (tx) => tx.update(WebhookDelivery, { id, state: PENDING }, { state: SKIPPED, nextAttemptAt: null, finishedAt: new Date(ctx.clock.now()) }));
}

/** A try that lasted longer than its lease was made again; only one of them counts. The delivery where there is another try to come. */
async function record(ctx: SubgraphContext, tx: Transaction, { endpoint, delivery, posted }: Tried): Promise<Pick<WebhookDelivery, 'id' | 'nextAttemptAt'> | null> {
  const { id, endpointId, attemptCount } = delivery;
  const { retryAfter: _wish, ...attempt } = posted;
  const outcome = outcomeOf(ctx, { endpoint, delivery, posted });
  const counted = await tx.update(WebhookDelivery, { id, state: PENDING, attemptCount }, { ...outcome, attemptCount: attemptCount + 1 });
  if (counted !== 1) return null;
  await tx.insert(WebhookAttempt, { id: newId(), endpointId, deliveryId: id, number: attemptCount + 1, ...attempt });
  if (outcome.state === SUCCEEDED) await recordEndpointSuccess(tx, endpoint);
  else await recordEndpointFailure(ctx, tx, { endpoint, gone: isGone(posted) });
  return outcome.state === PENDING ? { id, nextAttemptAt: outcome.nextAttemptAt } : null;
}

type Outcome = Pick<WebhookDelivery, 'state' | 'nextAttemptAt' | 'finishedAt'>;

function outcomeOf(ctx: SubgraphContext, { delivery, posted }: Tried): Outcome {
  const now = ctx.clock.now();
  const finished = (state: WebhookDeliveryState): Outcome => ({ state, nextAttemptAt: null, finishedAt: new Date(now) });
  if (isSuccess(posted)) return finished(SUCCEEDED);
  const pause = isGone(posted) ? null : pauseAfter(delivery.attemptCount + 1 - delivery.roundStart, posted.retryAfter, Math.random);
  return pause === null ? finished(FAILED) : { state: PENDING, nextAttemptAt: new Date(now + pause), finishedAt: null };
}

function isSuccess({ responseStatus }: PostedWebhook): boolean {
  return responseStatus !== null && responseStatus >= 200 && responseStatus < 300;
}

function isGone({ responseStatus }: PostedWebhook): boolean {
  return responseStatus === 410;
}
