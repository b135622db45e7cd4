import { setTimeout as wait } from 'node:timers/promises';
import { transaction } from '@sangam/kit/database/run-transaction';
import { sql } from '@sangam/kit/database/sql';
import type { Transaction } from '@sangam/kit/database/transaction';
import { AppError } from '@sangam/kit/errors/app-error';
import { RATE_LIMITED } from '@sangam/kit/errors/codes';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { identitySettings } from '../settings';
import { addressHash } from '../users/address-hash';
import { LoginThrottle } from './credential.entity';

/** How long a sign-in waits while others of the same address are being checked. */
const WAITS = 30;
const WAIT_MS = 100;

/**
 * Takes one attempt before the password is checked, so that parallel guesses cannot outrun the count. While others of
 * this address are still being checked it waits for them: right passwords do not shut each other out.
 * @throws AppError RATE_LIMITED with the seconds to wait, whether the address has an account or not.
 */
export async function takeAttempt(ctx: SubgraphContext, address: string): Promise<void> {
  for (let waited = 0; !(await taken(ctx, address)); waited += 1) {
    await refuseThrottled(ctx, address, waited >= WAITS);
    await wait(WAIT_MS);
  }
}

async function taken(ctx: SubgraphContext, address: string): Promise<boolean> {
  const { LOGIN_ATTEMPTS, LOGIN_LOCK } = ctx.settings.of(identitySettings);
  const hash = addressHash(address);
  const now = new Date(ctx.clock.now());
  const anew = { attempts: 1, failures: 0, resetsAt: new Date(now.getTime() + LOGIN_LOCK) };
  return transaction(ctx, async (tx) => {
    await tx.upsert(LoginThrottle, { addressHash: hash, ...anew, attempts: 0 }, { on: ['addressHash'] });
    const counted = await tx.update(LoginThrottle, { addressHash: hash, attempts: { lessThan: LOGIN_ATTEMPTS }, resetsAt: { moreThan: now } }, { attempts: sql('attempts + 1') });
    return counted === 1 || (await tx.update(LoginThrottle, { addressHash: hash, resetsAt: { atMost: now } }, anew)) === 1;
  });
}

async function refuseThrottled(ctx: SubgraphContext, address: string, patienceIsOver: boolean): Promise<void> {
  const throttle = await transaction(ctx, (tx) => tx.findOne(LoginThrottle, { addressHash: addressHash(address) }));
  const locked = throttle && throttle.failures >= ctx.settings.of(identitySettings).LOGIN_ATTEMPTS;
  if (!locked && !patienceIsOver) return;
  throw new AppError(RATE_LIMITED, { retryAfter: Math.max(1, Math.ceil(((throttle?.resetsAt.getTime() ?? 0) - ctx.clock.now()) / 1_000)) });
}

/** The attempt that was taken has failed. */
export async function noteFailure(ctx: SubgraphContext, address: string): Promise<void> {
  await transaction(ctx, (tx) => tx.update(LoginThrottle, { addressHash: addressHash(address) }, { failures: sql('failures + 1') }));
}

/** A sign-in that worked clears the count. */
export async function clearAttempts(ctx: SubgraphContext, address: string): Promise<void> {
  await transaction(ctx, (tx) => forgetAttempts(tx, address));
}

/** The same within a transaction. */
export async function forgetAttempts(tx: Transaction, address: string): Promise<void> {
  await tx.delete(LoginThrottle, { addressHash: addressHash(address) });
}

/** Forgets counts that have run out. */
export async function forgetOldAttempts(ctx: SubgraphContext): Promise<void> {
  await transaction(ctx, (tx) => tx.delete(LoginThrottle, { resetsAt: { atMost: new Date(ctx.clock.now()) } }));
}
