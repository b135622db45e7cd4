import { defineHandler } from '@sangam/kit/events/define-handler';
import { webhookPublished } from '@sangam/schema/events/notifications';
import { queueWebhooks } from './queue-webhook';

/** Every message to partners begins here. */
export const queuePublishedWebhook = defineHandler({ event: webhookPublished, name: 'queue-published-webhook', run: (ctx, tx, { payload }) => queueWebhooks(ctx, tx, payload) });
