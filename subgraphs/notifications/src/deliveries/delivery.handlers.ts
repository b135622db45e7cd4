import { defineHandler } from '@sangam/kit/events/define-handler';
import { emailRequested, notificationRequested } from '@sangam/schema/events/notifications';
import type { NotificationSeverity } from '../feed/notification-severity';
import { NotificationChannel } from '../templates/notification-channel';
import { queueDelivery } from './queue-delivery';

/** Every mail of the product begins here. */
export const queueMail = defineHandler({
  event: emailRequested, name: 'queue-mail',
  covers: ['event-041', 'event-047', 'event-048', 'event-049', 'event-062', 'event-068'],
  run: async (ctx, tx, { payload: { to, template, sealed, key, userId, locale, variables } }) => {
    await queueDelivery(ctx, tx, { key, userId, locale, variables, channel: NotificationChannel.EMAIL, recipient: to, templateKey: template, sealedSecrets: sealed });
  },
});

export const queueFeedNotification = defineHandler({
  event: notificationRequested, name: 'queue-feed-notification',
  run: async (ctx, tx, { payload: { template, severity, ...rest } }) => {
    await queueDelivery(ctx, tx, { ...rest, channel: NotificationChannel.IN_APP, recipient: rest.userId, templateKey: template, severity: severity as NotificationSeverity | null });
  },
});
