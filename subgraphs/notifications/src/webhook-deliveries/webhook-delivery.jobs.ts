import type { Transaction } from '@sangam/kit/database/transaction';
import { defineJob } from '@sangam/kit/jobs/define-job';
import { attemptWebhook } from './attempt-webhook';
import type { WebhookDelivery } from './webhook-delivery.entity';

/** Hands one message to its endpoint; the message's id is the receiver's key. */
export const sendWebhook = defineJob<{ readonly deliveryId: string }>({
  name: 'notifications.send-webhook', description: 'Tries once to hand one message to a partner\'s endpoint.',
  run: (ctx, { deliveryId }) => attemptWebhook(ctx, deliveryId, enqueueAttempt),
});

/** The next try, when it is due. */
export function enqueueAttempt(tx: Transaction, { id, nextAttemptAt }: Pick<WebhookDelivery, 'id' | 'nextAttemptAt'>): Promise<void> {
  return tx.enqueue(sendWebhook, { deliveryId: id }, { runAt: nextAttemptAt?.getTime() });
}
