import { plainRow } from '@sangam/kit/database/revive-row';
import type { Transaction } from '@sangam/kit/database/transaction';
import type { FeedNotification } from '../feed/feed-notification.entity';

/** What one person is told, by whatever part of the product. */
export const personTopic = (userId: string): string => `notifications.person.${userId}`;

/** Instants are epoch milliseconds. */
export interface StatusPayload {
  readonly resourceType: string;
  readonly resourceId: string;
  readonly status: string;
  readonly changedAt: number;
}

export interface EmailPayload {
  readonly id: string;
  readonly recipient: string;
  readonly subject: string;
  readonly sentAt: number;
}

export function publishFeedNotification(tx: Transaction, notification: FeedNotification): void {
  const { userId, severity } = notification;
  tx.publish({ topic: personTopic(userId), kind: severity === null ? 'FeedNotificationReceived' : 'NotificationAlertTriggered', payload: plainRow(notification), audience: { users: [userId] } });
}

export function publishStatus(tx: Transaction, userId: string, payload: StatusPayload): void {
  tx.publish({ topic: personTopic(userId), kind: 'ResourceStatusUpdated', payload, audience: { users: [userId] } });
}

export function publishEmailSent(tx: Transaction, userId: string, payload: EmailPayload): void {
  tx.publish({ topic: personTopic(userId), kind: 'NotificationEmailSent', payload, audience: { users: [userId] } });
}
