import { transaction } from '@sangam/kit/database/run-transaction';
import { AppError } from '@sangam/kit/errors/app-error';
import { ACCOUNT_DISABLED } from '@sangam/kit/errors/codes';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { beginLogin } from '../login-transactions/login-transaction';
import { passkeyProofRequest } from '../passkeys/passkey-request';
import { relyingParty } from '../passkeys/relying-party';
import { MfaMethodKind } from '../second-factors/mfa-method.types';
import { mfaKindsOf } from '../second-factors/mfa-methods';
import { needsSecondFactor } from '../second-factors/mfa-policy';
import { UserStatus, type User } from '../users/user.entity';
import { MfaEnrollmentRequired, MfaRequired, type LoginOutcome } from './login-result';
import { insertSession, tokens } from './open-session';
import type { SignIn } from './sign-in-method';

/**
 * What follows once a person has proved who they are, by whatever method: every way to sign in ends here. Tokens, or
 * the next step of the sign-in.
 * @throws AppError ACCOUNT_DISABLED, INVALID_CREDENTIALS (the password was replaced meanwhile)
 */
export async function signIn(ctx: SubgraphContext, user: User, proven: SignIn): Promise<LoginOutcome> {
  if (user.status !== UserStatus.ACTIVE) throw new AppError(ACCOUNT_DISABLED);
  const next = proven.second === undefined ? await nextStep(ctx, user, proven) : null;
  if (next) return next;
  const opened = await transaction(ctx, (tx) => insertSession(ctx, tx, { ...proven, user }));
  return tokens(ctx, opened);
}

async function nextStep(ctx: SubgraphContext, user: User, proven: SignIn): Promise<MfaRequired | MfaEnrollmentRequired | null> {
  const begun = { ...proven, user };
  const methods = await mfaKindsOf(ctx, user.id);
  if (methods.length > 0) return Object.assign(new MfaRequired(), await beginLogin(ctx, 'MFA', begun), { methods, passkeyOptions: await passkeyOptionsFor(ctx, user.id, methods) });
  return needsSecondFactor(ctx, user) ? Object.assign(new MfaEnrollmentRequired(), await beginLogin(ctx, 'MFA_ENROLLMENT', begun)) : null;
}

async function passkeyOptionsFor(ctx: SubgraphContext, userId: string, methods: readonly MfaMethodKind[]): Promise<string | null> {
  return methods.includes(MfaMethodKind.PASSKEY) && relyingParty(ctx) ? (await passkeyProofRequest(ctx, userId)).options : null;
}
