import type { Transaction } from '@sangam/kit/database/transaction';
import type { SubgraphContext } from '@sangam/kit/running/context';
import type { NotificationDelivery } from '../deliveries/notification-delivery.entity';
import { queueDelivery } from '../deliveries/queue-delivery';
import { NotificationChannel } from '../templates/notification-channel';
import { PushSubscription } from './push-subscription.entity';

/** What a feed has got goes to the person's browsers too, each by a delivery of its own. */
export async function pushToBrowsers(ctx: SubgraphContext, tx: Transaction, told: NotificationDelivery): Promise<void> {
  const { userId, templateKey, locale, variables, severity, actionUrl } = told;
  if (userId === null) return;
  for (const { id } of await tx.findMany(PushSubscription, { userId })) {
    await queueDelivery(ctx, tx, { key: `push:${told.id}:${id}`, channel: NotificationChannel.PUSH, recipient: id, userId, templateKey, locale, variables, severity, actionUrl });
  }
}
