import { transaction } from '@sangam/kit/database/run-transaction';
import { defineJob } from '@sangam/kit/jobs/define-job';
import { FeedNotification } from '../feed/feed-notification.entity';
import { NotificationAllowance } from '../preferences/notification-preference.entity';
import { notificationSettings } from '../settings';
import { NotificationDelivery } from './notification-delivery.entity';
import { NotificationDeliveryState } from './notification-delivery-state';

const DAY_MS = 24 * 3_600_000;
/** Longer than the workers are ever down. */
const LOST_MS = 7 * DAY_MS;
const { FAILED, QUEUED } = NotificationDeliveryState;

/** Nothing stays longer than it is of use: secrets of what was given up a day, the rest as long as the settings say. */
export const removeOldNotifications = defineJob<null>({
  name: 'notifications.remove-old-notifications',
  description: 'Removes old notifications and the secrets of failed ones; gives up what was lost on its way.',
  priority: 'bulk',
  everyMs: DAY_MS,
  run: (ctx) => transaction(ctx, async (tx) => {
    const now = ctx.clock.now();
    const { NOTIFICATION_RETENTION, FEED_RETENTION } = ctx.settings.of(notificationSettings);
    const yesterday = { lessThan: new Date(now - DAY_MS) };
    // A worker that was killed in each try of a job leaves a delivery that nobody tries any more.
    const lost = { lessThan: new Date(now - LOST_MS) };
    await tx.update(NotificationDelivery, { state: QUEUED, dueAt: lost }, { state: FAILED, lastError: 'It was lost on its way.' });
    await tx.update(NotificationDelivery, { state: FAILED, dueAt: yesterday, sealedSecrets: { not: null } }, { sealedSecrets: null });
    await tx.delete(NotificationDelivery, { createdAt: { lessThan: new Date(now - NOTIFICATION_RETENTION) } });
    await tx.delete(NotificationAllowance, { resetsAt: { atMost: new Date(now) } });
    await tx.delete(FeedNotification, { createdAt: { lessThan: new Date(now - FEED_RETENTION) } });
  }),
});
