import { transaction } from '@sangam/kit/database/run-transaction';
import { defineJob } from '@sangam/kit/jobs/define-job';
import { notificationSettings } from '../settings';
import { WebhookEndpoint } from '../webhook-endpoints/webhook-endpoint.entity';
import { WebhookAttempt } from './webhook-attempt.entity';
import { WebhookDelivery } from './webhook-delivery.entity';
import { WebhookDeliveryState } from './webhook-delivery-state';

const DAY_MS = 24 * 3_600_000;
/** Longer than the workers are ever down. */
const LOST_MS = 7 * DAY_MS;

/** Messages go when their time is over, previous secrets when they sign no more. */
export const removeOldWebhooks = defineJob<null>({
  name: 'notifications.remove-old-webhooks', description: 'Removes old messages to partners and secrets that were replaced; gives up what was lost on its way.', priority: 'bulk', everyMs: DAY_MS,
  run: (ctx) => transaction(ctx, async (tx) => {
    const now = new Date(ctx.clock.now());
    const old = { lessThan: new Date(now.getTime() - ctx.settings.of(notificationSettings).NOTIFICATION_RETENTION) };
    // A worker that was killed in each try of a job leaves a message that nobody tries any more.
    const lost = { lessThan: new Date(now.getTime() - LOST_MS) };
    await tx.update(WebhookDelivery, { state: WebhookDeliveryState.PENDING, nextAttemptAt: lost }, { state: WebhookDeliveryState.FAILED, nextAttemptAt: null, finishedAt: now });
    await tx.update(WebhookEndpoint, { previousSecretUntil: { atMost: now } }, { sealedPreviousSecret: null, previousSecretUntil: null });
    await tx.delete(WebhookDelivery, { createdAt: old });
    await tx.delete(WebhookAttempt, { startedAt: old });
  }),
});
