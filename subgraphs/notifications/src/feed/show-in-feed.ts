import type { Transaction } from '@sangam/kit/database/transaction';
import type { ComposedDelivery } from '../deliveries/compose-delivery';
import type { NotificationDelivery } from '../deliveries/notification-delivery.entity';
import { publishFeedNotification } from '../live/publish';
import { FeedNotification } from './feed-notification.entity';

/** The entry of the feed has the id of its delivery: there is one. */
export async function showInFeed(tx: Transaction, delivery: NotificationDelivery, { subject, text }: ComposedDelivery): Promise<void> {
  const { id, recipient, category, severity, actionUrl, createdAt } = delivery;
  const notification = Object.assign(new FeedNotification(), { id, userId: recipient, category, severity, actionUrl, createdAt, title: subject.slice(0, 500), body: text, unread: true, readAt: null });
  await tx.insert(FeedNotification, notification);
  publishFeedNotification(tx, notification);
}
