import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import type { Transaction } from '@sangam/kit/database/transaction';
import { backOff } from '@sangam/kit/jobs/back-off';
import { errorText } from '@sangam/kit/jobs/error-text';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { holdBack, type HoldBack } from '../preferences/hold-back';
import { LAST_WORD } from '../templates/template-catalogue';
import { composeDelivery, type ComposedDelivery } from './compose-delivery';
import { isFinal } from './failure';
import { NotificationDelivery } from './notification-delivery.entity';
import { NotificationDeliveryState } from './notification-delivery-state';

/** How one channel delivers. */
export interface Transport {
  /** The effect outside; the delivery's id is its key. */
  readonly send?: (delivery: NotificationDelivery, text: ComposedDelivery) => Promise<void>;
  /** What belongs into the transaction that records the success. */
  readonly recordSent?: (tx: Transaction, delivery: NotificationDelivery, text: ComposedDelivery) => Promise<void>;
  /** What belongs into the transaction that records a failure. */
  readonly recordFailed?: (tx: Transaction, delivery: NotificationDelivery, error: unknown) => Promise<void>;
  readonly retry: (tx: Transaction, delivery: NotificationDelivery) => Promise<void>;
}

/** One try. A failure is on record at the delivery, and the next try is a job of its own. */
export async function deliver(ctx: SubgraphContext, deliveryId: string, transport: Transport): Promise<void> {
  const delivery = await findOne(ctx, NotificationDelivery, { id: deliveryId, state: NotificationDeliveryState.QUEUED });
  if (!delivery) return;
  let outcome: HoldBack | ComposedDelivery;
  try {
    outcome = await attempt(ctx, { delivery, transport });
  } catch (error) {
    return recordFailure(ctx, { delivery, transport }, error);
  }
  await ('kind' in outcome ? recordHeld(ctx, { delivery, transport }, outcome) : recordSuccess(ctx, { delivery, transport }, outcome));
}

async function attempt(ctx: SubgraphContext, { delivery, transport }: Tried): Promise<HoldBack | ComposedDelivery> {
  const held = await holdBack(ctx, delivery);
  if (held) return held;
  const text = await composeDelivery(ctx, delivery);
  await transport.send?.(delivery, text);
  return text;
}

interface Tried {
  readonly delivery: NotificationDelivery;
  readonly transport: Transport;
}

/** What waits for the end of quiet hours is tried then, once: the next try takes the place of this one. */
function recordHeld(ctx: SubgraphContext, { delivery, transport }: Tried, held: HoldBack): Promise<void> {
  const { id, dueAt: before } = delivery;
  const dueAt = held.kind === 'quiet' ? new Date(held.until) : before;
  const changes = held.kind === 'quiet' ? { dueAt } : { state: NotificationDeliveryState.SUPPRESSED, sealedSecrets: null, lastError: 'The person does not want it.' };
  return transaction(ctx, async (tx) => {
    if ((await tx.update(NotificationDelivery, { id, state: NotificationDeliveryState.QUEUED }, changes)) === 1 && held.kind === 'quiet') await transport.retry(tx, { ...delivery, dueAt });
  });
}

/** Codes and tokens are gone from here on. */
function recordSuccess(ctx: SubgraphContext, { delivery, transport }: Tried, text: ComposedDelivery): Promise<void> {
  const { id, attempts } = delivery;
  const sent = { state: NotificationDeliveryState.SENT, subject: text.shownSubject, sealedSecrets: null, attempts: attempts + 1, lastError: null, sentAt: new Date(ctx.clock.now()), ...forgotten(delivery) };
  return transaction(ctx, async (tx) => {
    if ((await tx.update(NotificationDelivery, { id, state: NotificationDeliveryState.QUEUED }, sent)) === 1) await transport.recordSent?.(tx, delivery, text);
  });
}

/** Whom the mail to somebody who is gone went to. */
const forgotten = ({ templateKey }: NotificationDelivery): Partial<NotificationDelivery> => (templateKey === LAST_WORD ? { recipient: '' } : {});

async function recordFailure(ctx: SubgraphContext, { delivery, transport }: Tried, error: unknown): Promise<void> {
  const { id } = delivery;
  const attempts = delivery.attempts + 1;
  const final = isFinal(error, attempts);
  const dueAt = final ? delivery.dueAt : new Date(ctx.clock.now() + backOff(attempts, Math.random));
  const lastError = errorText(error);
  ctx.log[final ? 'error' : 'warn']({ delivery: id, attempts, error: lastError }, final ? 'a notification was given up' : 'a notification could not be sent');
  await transaction(ctx, async (tx) => {
    const changes = { state: final ? NotificationDeliveryState.FAILED : NotificationDeliveryState.QUEUED, attempts, lastError, dueAt, ...(final && forgotten(delivery)) };
    if ((await tx.update(NotificationDelivery, { id, state: NotificationDeliveryState.QUEUED }, changes)) !== 1) return;
    await transport.recordFailed?.(tx, delivery, error);
    if (!final) await transport.retry(tx, { ...delivery, dueAt });
  });
}
