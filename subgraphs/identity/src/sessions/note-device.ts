import { isUniqueViolation } from '@sangam/kit/database/errors';
import type { Transaction } from '@sangam/kit/database/transaction';
import { newId } from '@sangam/kit/ids/new-id';
import { requestEmail } from '@sangam/kit/mail/request-email';
import type { SubgraphContext } from '@sangam/kit/running/context';
import type { User } from '../users/user.entity';
import { deviceHash, deviceName } from './device';
import { KnownDevice } from './known-device.entity';

/** Remembers the device of a sign-in. One that is new is told by mail, except a person's first. */
export async function noteDevice(ctx: SubgraphContext, tx: Transaction, user: User): Promise<void> {
  const device = { userId: user.id, deviceHash: deviceHash(ctx.viewer) };
  const lastSeenAt = new Date(ctx.clock.now());
  if ((await tx.update(KnownDevice, device, { lastSeenAt })) === 1) return;
  const isFirst = (await tx.findOne(KnownDevice, { userId: user.id })) === null;
  try {
    await tx.insert(KnownDevice, { ...device, lastSeenAt });
  } catch (error) {
    // A parallel sign-in from the same device was faster and tells it.
    if (isUniqueViolation(error)) return;
    throw error;
  }
  if (!isFirst) await tellOfDevice(ctx, tx, { user, template: 'identity.new-device' });
}

interface DeviceMail {
  readonly user: User;
  readonly template: 'identity.new-device' | 'identity.session-stolen';
}

/** Tells a person from where the present request comes. */
export function tellOfDevice(ctx: SubgraphContext, tx: Transaction, { user, template }: DeviceMail): Promise<void> {
  const { userAgent, ip } = ctx.viewer;
  const variables = { device: deviceName(userAgent) ?? '?', ip, time: new Date(ctx.clock.now()).toISOString() };
  return requestEmail(ctx, tx, { key: newId(), to: user.email, userId: user.id, template, locale: user.locale, variables });
}
