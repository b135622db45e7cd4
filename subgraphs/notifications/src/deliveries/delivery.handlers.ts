import { defineHandler } from '@sangam/kit/events/define-handler';
import { addressesOf } from '@sangam/kit/events/user-deleted';
import { userDeleted } from '@sangam/schema/events/identity';
import { emailRequested, notificationRequested } from '@sangam/schema/events/notifications';
import type { NotificationSeverity } from '../feed/notification-severity';
import { NotificationChannel } from '../templates/notification-channel';
import { LAST_WORD } from '../templates/template-catalogue';
import { NotificationDelivery } from './notification-delivery.entity';
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

/** What was sent to somebody's address when it had no account goes with the person too; not what a new account of the address is sent. */
export const forgetRecipient = defineHandler({
  event: userDeleted, name: 'forget-recipient',
  run: async (ctx, tx, { payload, occurredAt }) => {
    await tx.delete(NotificationDelivery, { recipient: addressesOf(ctx, payload), templateKey: { not: LAST_WORD }, createdAt: { lessThan: new Date(occurredAt) } });
  },
});
