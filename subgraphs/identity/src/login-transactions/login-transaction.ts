import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { sql } from '@sangam/kit/database/sql';
import type { Transaction } from '@sangam/kit/database/transaction';
import { AppError } from '@sangam/kit/errors/app-error';
import { INVALID_TOKEN } from '@sangam/kit/errors/codes';
import { newId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { derivedToken, readDerivedToken } from '../keys/derived-token';
import { holdProof } from '../sessions/hold-proof';
import type { SignIn } from '../sessions/sign-in-method';
import { identitySettings } from '../settings';
import type { User } from '../users/user.entity';
import { LoginTransaction, type LoginStep } from './login-transaction.entity';

/** How long a sign-in may take from its first proof, milliseconds. */
const LIFETIME_MS = 10 * 60_000;
/** Codes that may be tried in one. */
const MAX_ATTEMPTS = 5;

/** Begins a sign-in that needs another step, unless its proof was taken back meanwhile; returns its token. */
export async function beginLogin(ctx: SubgraphContext, step: LoginStep, begun: SignIn & { readonly user: User }): Promise<{ readonly loginToken: string; readonly expiresAt: Date }> {
  const { user, method, deviceLabel, remembered = false } = begun;
  const login = { id: newId(), userId: user.id, step, method, deviceLabel, remembered, ip: ctx.viewer.ip, attempts: 0, expiresAt: new Date(ctx.clock.now() + LIFETIME_MS) };
  await transaction(ctx, async (tx) => {
    await holdProof(tx, begun);
    await tx.insert(LoginTransaction, login);
  });
  return { loginToken: derivedToken(ctx.settings.of(identitySettings).REFRESH_KEY, purposeOf(step), login.id), expiresAt: login.expiresAt };
}

/** The sign-in that a token continues. @throws AppError INVALID_TOKEN: altered, of another step, completed, run out or tried too often. */
export async function readLogin(ctx: SubgraphContext, step: LoginStep, loginToken: string): Promise<LoginTransaction> {
  const id = readDerivedToken(ctx.settings.of(identitySettings).REFRESH_KEY, purposeOf(step), loginToken);
  const login = id === null ? null : await findOne(ctx, LoginTransaction, { id, step });
  if (!login || login.expiresAt.getTime() <= ctx.clock.now() || login.attempts >= MAX_ATTEMPTS) throw new AppError(INVALID_TOKEN);
  return login;
}

/** Takes one of the five tries before the code is looked at. @throws AppError INVALID_TOKEN when there is none left. */
export async function takeTry(ctx: SubgraphContext, { id }: LoginTransaction): Promise<void> {
  const taken = await transaction(ctx, (tx) => tx.update(LoginTransaction, { id, attempts: { lessThan: MAX_ATTEMPTS } }, { attempts: sql('attempts + 1') }));
  if (taken !== 1) throw new AppError(INVALID_TOKEN);
}

/** Ends a sign-in with the step that completes it; of several parallel ones one wins. @throws AppError INVALID_TOKEN */
export async function completeLogin(ctx: SubgraphContext, tx: Transaction, { id }: LoginTransaction): Promise<void> {
  if ((await tx.delete(LoginTransaction, { id, expiresAt: { moreThan: new Date(ctx.clock.now()) } })) !== 1) throw new AppError(INVALID_TOKEN);
}

const purposeOf = (step: LoginStep): string => `login-transaction\n${step}`;
