import { AppError } from '@sangam/kit/errors/app-error';
import { ACCOUNT_DISABLED } from '@sangam/kit/errors/codes';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { UserStatus, type User } from '../users/user.entity';
import { openSession } from './open-session';
import type { AuthenticationTokens } from './session.inputs';

/** How somebody proved who they are. */
export interface SignIn {
  readonly method: 'PASSWORD' | 'EMAIL_CODE' | 'PROVIDER';
  readonly deviceLabel: string | null;
}

/**
 * What follows once a person has proved who they are, by whatever method: every way to sign in ends here.
 * @throws AppError ACCOUNT_DISABLED
 */
export async function signIn(ctx: SubgraphContext, user: User, { deviceLabel }: SignIn): Promise<AuthenticationTokens> {
  if (user.status !== UserStatus.ACTIVE) throw new AppError(ACCOUNT_DISABLED);
  return openSession(ctx, user, deviceLabel);
}
