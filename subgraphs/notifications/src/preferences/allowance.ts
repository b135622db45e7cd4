import { createHash } from 'node:crypto';
import { sql } from '@sangam/kit/database/sql';
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
  const now = new Date(ctx.clock.now());
  const resetsAt = new Date(now.getTime() + HOUR_MS);
  await tx.upsert(NotificationAllowance, { recipientHash, used: 0, resetsAt }, { on: ['recipientHash'] });
  const counted = await tx.update(NotificationAllowance, { recipientHash, used: { lessThan: NOTIFICATIONS_PER_HOUR }, resetsAt: { moreThan: now } }, { used: sql('used + 1') });
  return counted === 1 || (await tx.update(NotificationAllowance, { recipientHash, resetsAt: { atMost: now } }, { used: 1, resetsAt })) === 1;
}
