import { createHash } from 'node:crypto';
import { takeOne } from '@sangam/kit/database/take-one';
import type { Transaction } from '@sangam/kit/database/transaction';
import type { SubgraphContext } from '@sangam/kit/running/context';
import type { NotificationDelivery } from '../deliveries/notification-delivery.entity';
import { notificationSettings } from '../settings';
import { isCritical } from '../templates/notification-category';
import { NotificationChannel } from '../templates/notification-channel';
import { NotificationAllowance } from './notification-preference.entity';

const HOUR_MS = 3_600_000;

/** Counts one mail or text message to a recipient and says whether it may be sent; decided by the database. Critical ones and the feed are not counted. */
export async function takeAllowance(ctx: SubgraphContext, tx: Transaction, { channel, recipient, category }: NotificationDelivery): Promise<boolean> {
  if (channel === NotificationChannel.IN_APP || isCritical(category)) return true;
  const { NOTIFICATIONS_PER_HOUR } = ctx.settings.of(notificationSettings);
  const recipientHash = createHash('sha256').update(`${channel}\n${recipient.toLowerCase()}`).digest('hex');
  return takeOne(tx, NotificationAllowance, { key: { recipientHash }, counter: 'used', limit: NOTIFICATIONS_PER_HOUR, now: ctx.clock.now(), spanMs: HOUR_MS });
}
