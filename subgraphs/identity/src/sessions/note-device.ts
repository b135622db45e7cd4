import { isUniqueViolation } from '@sangam/kit/database/errors';
import type { Transaction } from '@sangam/kit/database/transaction';
import type { SubgraphContext } from '@sangam/kit/running/context';
import type { User } from '../users/user.entity';
import { deviceHash, deviceName } from './device';
import { KnownDevice } from './known-device.entity';
import { sendNewDeviceMail, type SignInPlace } from './session.jobs';

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
  if (!isFirst) await tx.enqueue(sendNewDeviceMail, signInPlace(ctx, user));
}

/** Where the present request comes from. */
export function signInPlace(ctx: SubgraphContext, user: User): SignInPlace {
  return { address: user.email, device: deviceName(ctx.viewer.userAgent), ip: ctx.viewer.ip, at: ctx.clock.now() };
}
