import type { Transaction } from '@sangam/kit/database/transaction';
import { newId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { NotificationCategory } from '../templates/notification-category';
import { templateDefinition } from '../templates/template-catalogue';
import { sendMail } from './delivery.jobs';
import { NotificationDelivery, NotificationDeliveryState } from './notification-delivery.entity';

export type WantedDelivery = Pick<NotificationDelivery, 'key' | 'channel' | 'recipient' | 'userId' | 'templateKey' | 'locale' | 'variables' | 'sealedSecrets'>;

/** Puts a notification into the queue; null where its key is there already. Of a text that nobody knows the category counts as ACCOUNT: it is sent, or fails visibly. */
export async function queueDelivery(ctx: SubgraphContext, tx: Transaction, wanted: WantedDelivery): Promise<NotificationDelivery | null> {
  const now = new Date(ctx.clock.now());
  const delivery: NotificationDelivery = Object.assign(new NotificationDelivery(), wanted, {
    id: newId(), category: templateDefinition(wanted.templateKey)?.category ?? NotificationCategory.ACCOUNT, state: NotificationDeliveryState.QUEUED,
    subject: null, attempts: 0, lastError: null, dueAt: now, createdAt: now, sentAt: null,
  });
  await tx.upsert(NotificationDelivery, delivery, { on: ['key'] });
  if (!(await tx.findOne(NotificationDelivery, { id: delivery.id }))) return null;
  await tx.enqueue(sendMail, { deliveryId: delivery.id });
  return delivery;
}
