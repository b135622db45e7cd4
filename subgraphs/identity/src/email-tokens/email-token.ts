import { createHmac, timingSafeEqual } from 'node:crypto';
import type { EmailTokenPurpose } from './email-token.entity';

interface EmailTokenClaim {
  readonly id: string;
  readonly purpose: EmailTokenPurpose;
}

/** The text of a token: its id and HMAC-SHA256(key, purpose, id). Who reads the database learns none. */
export function emailTokenText(key: string, claim: EmailTokenClaim): string {
  return `${claim.id}.${proof(key, claim)}`;
}

/** The id of a token that this key made for this purpose, else null. */
export function readEmailToken(key: string, purpose: EmailTokenPurpose, text: string): string | null {
  const match = /^([0-9a-f-]{36})\.([\w-]{43})$/.exec(text);
  if (!match?.[1] || !match[2]) return null;
  return timingSafeEqual(Buffer.from(match[2]), Buffer.from(proof(key, { id: match[1], purpose }))) ? match[1] : null;
}

function proof(key: string, { id, purpose }: EmailTokenClaim): string {
  return createHmac('sha256', key).update(`email-token\n${purpose}\n${id}`).digest('base64url');
}
