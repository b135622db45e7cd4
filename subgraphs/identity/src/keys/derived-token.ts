import { createHmac, timingSafeEqual } from 'node:crypto';

/** The text of a token that the database holds the id of: the id and HMAC-SHA256(key, purpose, id). Who reads the database learns none. */
export function derivedToken(key: string, purpose: string, id: string): string {
  return `${id}.${proof(key, purpose, id)}`;
}

/** The id of a token that this key made for this purpose, else null. */
export function readDerivedToken(key: string, purpose: string, text: string): string | null {
  const match = /^([0-9a-f-]{36})\.([\w-]{43})$/.exec(text);
  if (!match?.[1] || !match[2]) return null;
  return timingSafeEqual(Buffer.from(match[2]), Buffer.from(proof(key, purpose, match[1]))) ? match[1] : null;
}

function proof(key: string, purpose: string, id: string): string {
  return createHmac('sha256', key).update(`${purpose}\n${id}`).digest('base64url');
}
