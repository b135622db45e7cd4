import type { Transaction } from '@sangam/kit/database/transaction';
import { AppError } from '@sangam/kit/errors/app-error';
import { ACCOUNT_DISABLED } from '@sangam/kit/errors/codes';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { completeLogin, readLogin, takeTry } from '../login-transactions/login-transaction';
import type { LoginTransaction } from '../login-transactions/login-transaction.entity';
import type { LoginOutcome } from '../sessions/login-result';
import { insertSession, tokens, type OpenSession } from '../sessions/open-session';
import { User, UserStatus } from '../users/user.entity';
import type { MfaMethodKind } from './mfa-method.types';
import type { VerifyMfaInput } from './mfa.inputs';
import { withSecondFactor } from './second-factor';

/** Completes a sign-in by a second factor. The code is used up, the sign-in ends and the session opens together, or nothing happens. */
export async function verifyMfa(ctx: SubgraphContext, input: VerifyMfaInput): Promise<LoginOutcome> {
  const login = await readLogin(ctx, 'MFA', input.loginToken);
  await takeTry(ctx, login);
  const completed = { login, second: input.method, deviceLabel: input.deviceLabel ?? login.deviceLabel };
  return tokens(ctx, await withSecondFactor(ctx, { userId: login.userId, proof: input }, (tx) => openAfterMfa(ctx, tx, completed)));
}

interface CompletedLogin {
  readonly login: LoginTransaction;
  readonly second: MfaMethodKind;
  readonly deviceLabel: string | null;
}

/** @throws AppError INVALID_TOKEN (completed meanwhile), ACCOUNT_DISABLED */
export async function openAfterMfa(ctx: SubgraphContext, tx: Transaction, { login, second, deviceLabel }: CompletedLogin): Promise<OpenSession> {
  await completeLogin(ctx, tx, login);
  const user = await tx.findOne(User, { id: login.userId, status: UserStatus.ACTIVE });
  if (!user) throw new AppError(ACCOUNT_DISABLED);
  return insertSession(ctx, tx, { user, method: login.method, second, deviceLabel, remembered: login.remembered });
}
