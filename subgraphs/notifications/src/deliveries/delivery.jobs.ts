import type { Transaction } from '@sangam/kit/database/transaction';
import { defineJob, type JobDefinition } from '@sangam/kit/jobs/define-job';
import { showInFeed } from '../feed/show-in-feed';
import { publishEmailSent } from '../live/publish';
import { PushSubscription } from '../push/push-subscription.entity';
import { pushToBrowsers } from '../push/push-to-browsers';
import { BrowserGone, sendPush } from '../push/send-push';
import { sendText } from '../sms/send-text';
import { NotificationChannel } from '../templates/notification-channel';
import { deliver } from './deliver';
import type { NotificationDelivery } from './notification-delivery.entity';

export interface DeliveryTry {
  readonly deliveryId: string;
}

/** Hands one mail to the next host. */
export const sendMail = defineJob<DeliveryTry>({
  name: 'notifications.send-mail', description: 'Tries once to send one queued mail.', priority: 'interactive',
  run: (ctx, { deliveryId }) => deliver(ctx, deliveryId, {
    send: ({ id, recipient }, { shownSubject: _shown, ...mail }) => ctx.mailer.send({ ...mail, to: recipient, key: id }),
    recordSent: async (tx, { id, userId, recipient }, { shownSubject }) => {
      if (userId !== null) publishEmailSent(tx, userId, { id, recipient, subject: shownSubject, sentAt: ctx.clock.now() });
    },
    retry: enqueueTry,
  }),
});

/** Hands one text message to the provider. */
export const sendSms = defineJob<DeliveryTry>({
  name: 'notifications.send-sms', description: 'Tries once to send one queued text message.', priority: 'interactive',
  run: (ctx, { deliveryId }) => deliver(ctx, deliveryId, { send: (delivery, { text }) => sendText(ctx, { to: delivery.recipient, text, key: delivery.id }), retry: enqueueTry }),
});

/** Writes one entry of a feed and tells open apps. */
export const addToFeed = defineJob<DeliveryTry>({
  name: 'notifications.add-to-feed', description: 'Adds one queued notification to a person\'s feed.', priority: 'interactive',
  run: (ctx, { deliveryId }) => deliver(ctx, deliveryId, {
    recordSent: async (tx, delivery, text) => {
      await showInFeed(tx, delivery, text);
      await pushToBrowsers(ctx, tx, delivery);
    },
    retry: enqueueTry,
  }),
});

/** Hands one notification to the push service of one browser; one that is gone is forgotten. */
export const sendToBrowser = defineJob<DeliveryTry>({
  name: 'notifications.send-to-browser', description: 'Tries once to push one queued notification to a browser.',
  run: (ctx, { deliveryId }) => deliver(ctx, deliveryId, {
    send: (delivery, text) => sendPush(ctx, delivery, text),
    recordFailed: async (tx, { recipient }, error) => {
      if (error instanceof BrowserGone) await tx.delete(PushSubscription, { id: recipient });
    },
    retry: enqueueTry,
  }),
});

const JOBS: Readonly<Record<NotificationChannel, JobDefinition<DeliveryTry>>> = {
  [NotificationChannel.EMAIL]: sendMail, [NotificationChannel.SMS]: sendSms, [NotificationChannel.IN_APP]: addToFeed, [NotificationChannel.PUSH]: sendToBrowser,
};

/** The next try, when it is due. */
export function enqueueTry(tx: Transaction, { id, channel, dueAt }: Pick<NotificationDelivery, 'id' | 'channel' | 'dueAt'>): Promise<void> {
  return tx.enqueue(JOBS[channel], { deliveryId: id }, { runAt: dueAt.getTime() });
}
