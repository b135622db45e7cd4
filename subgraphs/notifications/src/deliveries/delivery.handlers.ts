import { emailRequested } from '@sangam/schema/events/notifications';
import { defineHandler } from '@sangam/kit/events/define-handler';
import { NotificationChannel } from '../templates/notification-channel';
import { queueDelivery } from './queue-delivery';

/** Every mail of the product begins here. */
export const queueMail = defineHandler({
  event: emailRequested, name: 'queue-mail',
  covers: ['event-041', 'event-047', 'event-048', 'event-049', 'event-062'],
  run: async (ctx, tx, { payload: { to, template, sealed, ...rest } }) => {
    await queueDelivery(ctx, tx, { ...rest, channel: NotificationChannel.EMAIL, recipient: to, templateKey: template, sealedSecrets: sealed });
  },
});
