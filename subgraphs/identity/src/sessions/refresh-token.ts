import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What a refresh token says about itself once its proof was checked. */
export interface RefreshClaim {
  readonly sessionId: string;
  readonly sequence: number;
}

/**
 * Refresh tokens are derived, not stored: token n of a family is HMAC-SHA256(key, family, n). Whoever holds no key can
 * neither make one nor tell an old one from noise.
 */
export function refreshToken(key: string, claim: RefreshClaim): string {
  return `${claim.sessionId}.${claim.sequence}.${proof(key, claim)}`;
}

/** The claim of a token that this key made, else null. */
export function readRefreshToken(key: string, token: string): RefreshClaim | null {
  const match = /^([0-9a-f-]{36})\.(\d{1,15})\.([\w-]{43})$/.exec(token);
  if (!match?.[1] || !match[2] || !match[3]) return null;
  const claim = { sessionId: match[1], sequence: Number(match[2]) };
  return timingSafeEqual(Buffer.from(match[3]), Buffer.from(proof(key, claim))) ? claim : null;
}

/** What the database keeps of a token. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function proof(key: string, claim: RefreshClaim): string {
  return createHmac('sha256', key).update(`refresh\n${claim.sessionId}\n${claim.sequence}`).digest('base64url');
}
