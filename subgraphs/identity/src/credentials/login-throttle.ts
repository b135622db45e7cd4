import { setTimeout as wait } from 'node:timers/promises';
import { transaction } from '@sangam/kit/database/run-transaction';
import { sql } from '@sangam/kit/database/sql';
import { takeOne } from '@sangam/kit/database/take-one';
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

/** How often something may be guessed at. */
export interface AttemptLimit {
  readonly attempts: number;
  /** From the first attempt until the count starts anew. */
  readonly lockMs: number;
}

/** What tries at somebody's second factor are counted under. */
export const secondFactorTries = (userId: string): string => `second factor of ${userId}`;

/**
 * Takes one attempt before the secret is checked, so that parallel guesses cannot outrun the count. While others of
 * this subject, an address or what else is guessed at, are still being checked it waits for them: right secrets do not
 * shut each other out. By default the limit of sign-ins by password.
 * @throws AppError RATE_LIMITED with the seconds to wait, whether the subject exists or not.
 */
export async function takeAttempt(ctx: SubgraphContext, subject: string, limit = loginLimit(ctx)): Promise<void> {
  for (let waited = 0; !(await taken(ctx, subject, limit)); waited += 1) {
    await refuseThrottled(ctx, { subject, limit, patienceIsOver: waited >= WAITS });
    await wait(WAIT_MS);
  }
}

function loginLimit(ctx: SubgraphContext): AttemptLimit {
  const { LOGIN_ATTEMPTS, LOGIN_LOCK } = ctx.settings.of(identitySettings);
  return { attempts: LOGIN_ATTEMPTS, lockMs: LOGIN_LOCK };
}

function taken(ctx: SubgraphContext, subject: string, { attempts: limit, lockMs: spanMs }: AttemptLimit): Promise<boolean> {
  const counting = { key: { addressHash: addressHash(subject) }, counter: 'attempts', limit, now: ctx.clock.now(), spanMs, reset: { failures: 0 } } as const;
  return transaction(ctx, (tx) => takeOne(tx, LoginThrottle, counting));
}

interface Waiting {
  readonly subject: string;
  readonly limit: AttemptLimit;
  readonly patienceIsOver: boolean;
}

async function refuseThrottled(ctx: SubgraphContext, { subject, limit, patienceIsOver }: Waiting): Promise<void> {
  const throttle = await transaction(ctx, (tx) => tx.findOne(LoginThrottle, { addressHash: addressHash(subject) }));
  const locked = throttle && throttle.failures >= limit.attempts;
  if (!locked && !patienceIsOver) return;
  throw new AppError(RATE_LIMITED, { retryAfter: Math.max(1, Math.ceil(((throttle?.resetsAt.getTime() ?? 0) - ctx.clock.now()) / 1_000)) });
}

/** The attempt that was taken has failed. */
export async function noteFailure(ctx: SubgraphContext, subject: string): Promise<void> {
  await transaction(ctx, (tx) => tx.update(LoginThrottle, { addressHash: addressHash(subject) }, { failures: sql('failures + 1') }));
}

/** One that worked clears the count. */
export async function clearAttempts(ctx: SubgraphContext, subject: string): Promise<void> {
  await transaction(ctx, (tx) => forgetAttempts(tx, subject));
}

/** The same within a transaction. */
export async function forgetAttempts(tx: Transaction, subject: string): Promise<void> {
  await tx.delete(LoginThrottle, { addressHash: addressHash(subject) });
}

/** Forgets counts that have run out. */
export async function forgetOldAttempts(ctx: SubgraphContext): Promise<void> {
  await transaction(ctx, (tx) => tx.delete(LoginThrottle, { resetsAt: { atMost: new Date(ctx.clock.now()) } }));
}
