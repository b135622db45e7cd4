import type { SubgraphContext } from '@sangam/kit/running/context';
import type { LoginSession } from '../sessions/login-session.entity';
import { identitySettings } from '../settings';
import type { PlatformRole, User } from '../users/user.entity';

/** Whether the operator asks people with this one's platform roles for a second factor. */
export function needsSecondFactor(ctx: SubgraphContext, { platformRoles }: User): boolean {
  const { MFA_REQUIRED_FOR } = ctx.settings.of(identitySettings);
  return platformRoles.some((role) => MFA_REQUIRED_FOR.includes(role));
}

/** Platform roles that count in a session: where the operator asks for a second factor none without it, however old the session is. */
export function countingRoles(ctx: SubgraphContext, { platformRoles }: User, { mfa }: LoginSession): PlatformRole[] {
  const { MFA_REQUIRED_FOR } = ctx.settings.of(identitySettings);
  return mfa ? platformRoles : platformRoles.filter((role) => !MFA_REQUIRED_FOR.includes(role));
}
