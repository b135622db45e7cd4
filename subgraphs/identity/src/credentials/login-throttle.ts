import { createHash } from 'node:crypto';
import { isUniqueViolation } from '@sangam/kit/database/errors';
import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { sql } from '@sangam/kit/database/sql';
import { AppError } from '@sangam/kit/errors/app-error';
import { RATE_LIMITED } from '@sangam/kit/errors/codes';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { identitySettings } from '../settings';
import { LoginThrottle } from './credential.entity';

const hashOf = (address: string): string => createHash('sha256').update(address).digest('hex');

/**
 * Refuses sign-ins of an address with too many failures, whether it has an account or not.
 * @throws AppError RATE_LIMITED with the seconds to wait.
 */
export async function refuseThrottled(ctx: SubgraphContext, address: string): Promise<void> {
  const throttle = await findOne(ctx, LoginThrottle, { addressHash: hashOf(address) });
  const wait = throttle ? throttle.resetsAt.getTime() - ctx.clock.now() : 0;
  if (throttle && wait > 0 && throttle.failures >= ctx.settings.of(identitySettings).LOGIN_ATTEMPTS) {
    throw new AppError(RATE_LIMITED, { retryAfter: Math.ceil(wait / 1_000) });
  }
}

/**
 * Takes one attempt before the password is checked, so that parallel guesses cannot outrun the count.
 * @throws AppError RATE_LIMITED when none is left.
 */
export async function takeAttempt(ctx: SubgraphContext, address: string): Promise<void> {
  await refuseThrottled(ctx, address);
  const { LOGIN_ATTEMPTS, LOGIN_LOCK } = ctx.settings.of(identitySettings);
  const addressHash = hashOf(address);
  const now = new Date(ctx.clock.now());
  const resetsAt = new Date(now.getTime() + LOGIN_LOCK);
  const taken = await transaction(ctx, async (tx) => {
    const counted = await tx.update(LoginThrottle, { addressHash, failures: { lessThan: LOGIN_ATTEMPTS }, resetsAt: { moreThan: now } }, { failures: sql('failures + 1') });
    return counted === 1 || (await tx.update(LoginThrottle, { addressHash, resetsAt: { atMost: now } }, { failures: 1, resetsAt })) === 1;
  });
  if (!taken) await firstAttempt(ctx, address, resetsAt);
}

async function firstAttempt(ctx: SubgraphContext, address: string, resetsAt: Date): Promise<void> {
  try {
    await transaction(ctx, (tx) => tx.insert(LoginThrottle, { addressHash: hashOf(address), failures: 1, resetsAt }));
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    await refuseThrottled(ctx, address);
    await takeAttempt(ctx, address);
  }
}

/** A sign-in that worked clears the count. */
export async function clearAttempts(ctx: SubgraphContext, address: string): Promise<void> {
  await transaction(ctx, (tx) => tx.delete(LoginThrottle, { addressHash: hashOf(address) }));
}
