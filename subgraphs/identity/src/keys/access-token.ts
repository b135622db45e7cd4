import type { SubgraphContext } from '@sangam/kit/running/context';
import { kitSettings } from '@sangam/kit/settings/kit-settings';
import { SignJWT } from 'jose';
import { identitySettings } from '../settings';
import { ALGORITHM, currentSigningKey } from './signing-keys.service';

export interface AccessClaims {
  readonly userId: string;
  readonly sessionId: string;
  readonly authTime: Date;
  /** Authentication method references (RFC 8176); `mfa` among them: a second factor was proven. */
  readonly amr: readonly string[];
  /** The administrator who acts as the person (RFC 8693, `act`). */
  readonly actorId?: string;
  /** Default: ACCESS_TOKEN_TTL from now. */
  readonly expiresAt?: Date;
}

/** A signed access token (RFC 9068): who, which session, when and how strongly they signed in; no rights in it. */
export async function signAccessToken(ctx: SubgraphContext, claims: AccessClaims): Promise<string> {
  const { ACCESS_TOKEN_TTL } = ctx.settings.of(identitySettings);
  const { TOKEN_AUDIENCE, TOKEN_ISSUER } = ctx.settings.of(kitSettings);
  const { id, key } = await currentSigningKey(ctx);
  const now = Math.floor(ctx.clock.now() / 1_000);
  const { actorId, expiresAt } = claims;
  return new SignJWT({ ...(actorId !== undefined && { act: { sub: actorId } }), sid: claims.sessionId, auth_time: Math.floor(claims.authTime.getTime() / 1_000), amr: claims.amr })
    .setProtectedHeader({ alg: ALGORITHM, kid: id, typ: 'at+jwt' })
    .setSubject(claims.userId).setIssuer(TOKEN_ISSUER).setAudience(TOKEN_AUDIENCE).setIssuedAt(now)
    .setExpirationTime(expiresAt ? Math.floor(expiresAt.getTime() / 1_000) : now + Math.floor(ACCESS_TOKEN_TTL / 1_000))
    .sign(key);
}
