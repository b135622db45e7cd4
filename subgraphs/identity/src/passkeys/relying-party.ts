import { AppError } from '@sangam/kit/errors/app-error';
import { INVALID_STATE } from '@sangam/kit/errors/codes';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { identitySettings } from '../settings';

/** For whom devices keep passkeys. */
export interface RelyingParty {
  readonly name: string;
  /** Domain that passkeys belong to. */
  readonly id: string;
  /** Where they may be used. */
  readonly origins: string[];
}

/** Null where the operator has not switched passkeys on. */
export function relyingParty(ctx: SubgraphContext): RelyingParty | null {
  const { MFA_ISSUER, PASSKEY_ORIGINS, PASSKEY_DOMAIN } = ctx.settings.of(identitySettings);
  const [first] = PASSKEY_ORIGINS;
  return first === undefined ? null : { name: MFA_ISSUER, id: PASSKEY_DOMAIN ?? new URL(first).hostname, origins: PASSKEY_ORIGINS };
}

/** @throws AppError INVALID_STATE where passkeys are off */
export function neededRelyingParty(ctx: SubgraphContext): RelyingParty {
  const party = relyingParty(ctx);
  if (!party) throw new AppError(INVALID_STATE);
  return party;
}
