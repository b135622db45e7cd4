import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { AppError } from '@sangam/kit/errors/app-error';
import { ACCOUNT_DISABLED, INVALID_TOKEN } from '@sangam/kit/errors/codes';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { readLogin, takeTry } from '../login-transactions/login-transaction';
import { tokens } from '../sessions/open-session';
import { User, UserStatus } from '../users/user.entity';
import { MfaMethodKind } from './mfa-method.types';
import { countMethods, mfaMethodsOf } from './mfa-methods';
import { RequiredMfaCompleted, type CompleteRequiredMfaInput, type TotpEnrollment } from './mfa.inputs';
import { activateTotp, checkEnrollment, enrollTotp } from './totp.service';
import { openAfterMfa } from './verify-mfa.service';

/** Begins to set up the second factor that a sign-in asked for. */
export async function beginRequiredMfa(ctx: SubgraphContext, loginToken: string): Promise<TotpEnrollment> {
  const { userId } = await readLogin(ctx, 'MFA_ENROLLMENT', loginToken);
  const user = await findOne(ctx, User, { id: userId, status: UserStatus.ACTIVE });
  if (!user) throw new AppError(ACCOUNT_DISABLED);
  if ((await mfaMethodsOf(ctx, userId)).length > 0) throw new AppError(INVALID_TOKEN);
  return enrollTotp(ctx, user);
}

/** Makes the app a second factor and completes the sign-in with it, both or neither. */
export async function completeRequiredMfa(ctx: SubgraphContext, input: CompleteRequiredMfaInput): Promise<RequiredMfaCompleted> {
  const login = await readLogin(ctx, 'MFA_ENROLLMENT', input.loginToken);
  await takeTry(ctx, login);
  const checked = await checkEnrollment(ctx, login.userId, input);
  const { opened, backupCodes } = await transaction(ctx, async (tx) => {
    // Somebody who has a second factor by now is asked for it: this sign-in proved the password alone.
    if ((await countMethods(tx, login.userId)) > 0) throw new AppError(INVALID_TOKEN);
    const { backupCodes: codes } = await activateTotp(ctx, tx, checked);
    return { backupCodes: codes ?? [], opened: await openAfterMfa(ctx, tx, { login, second: MfaMethodKind.TOTP, deviceLabel: input.deviceLabel ?? login.deviceLabel }) };
  });
  return Object.assign(new RequiredMfaCompleted(), { tokens: await tokens(ctx, opened), backupCodes });
}
