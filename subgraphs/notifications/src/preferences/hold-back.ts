import { findOne } from '@sangam/kit/database/read';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { UserContactsDocument } from '@sangam/schema/typed/internal';
import type { NotificationDelivery } from '../deliveries/notification-delivery.entity';
import { isCritical } from '../templates/notification-category';
import { NotificationChannel } from '../templates/notification-channel';
import { NotificationChoice, NotificationHabit } from './notification-preference.entity';
import { quietUntil } from './quiet-hours';

/** Why a notification is not sent now. */
export type HoldBack = { readonly kind: 'unwanted' } | { readonly kind: 'quiet'; /** Epoch milliseconds. */ readonly until: number };

/** Whether the person does not want a notification, or not at this time; null to send it. Asked when it is due, so that it is as of then. */
export async function holdBack(ctx: SubgraphContext, { userId, category, channel }: NotificationDelivery): Promise<HoldBack | null> {
  if (userId === null || isCritical(category)) return null;
  const habit = await findOne(ctx, NotificationHabit, { userId });
  const choice = await findOne(ctx, NotificationChoice, { userId, category, channel });
  if (choice?.enabled === false || (habit && isOff(habit, channel))) return { kind: 'unwanted' };
  if (channel === NotificationChannel.IN_APP || !habit) return null;
  const { quietFrom: from, quietTo: to } = habit;
  if (from === null || to === null) return null;
  const timeZone = await timeZoneOf(ctx, userId);
  const until = timeZone === null ? null : quietUntil(ctx.clock.now(), { from, to, timeZone });
  return until === null ? null : { kind: 'quiet', until };
}

function isOff({ emailEnabled, smsEnabled }: NotificationHabit, channel: NotificationChannel): boolean {
  return (channel === NotificationChannel.EMAIL && !emailEnabled) || (channel === NotificationChannel.SMS && !smsEnabled);
}

/** Null for somebody who is not written to any more. */
async function timeZoneOf(ctx: SubgraphContext, userId: string): Promise<string | null> {
  const { userContacts } = await ctx.calls.call('identity', UserContactsDocument, { ids: [userId] }, { requestId: ctx.requestId });
  return userContacts[0]?.timeZone ?? null;
}
