import type { SubgraphContext } from '@sangam/kit/running/context';
import { identitySettings } from '../settings';
import type { User } from '../users/user.entity';

/** Whether the operator asks people with this one's platform roles for a second factor. */
export function needsSecondFactor(ctx: SubgraphContext, { platformRoles }: User): boolean {
  const { MFA_REQUIRED_FOR } = ctx.settings.of(identitySettings);
  return platformRoles.some((role) => MFA_REQUIRED_FOR.includes(role));
}
