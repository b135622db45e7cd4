import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What a sign-in at a provider is secured with, derived by HMAC-SHA256(key, use, id): who reads the database learns none of it. */
export interface StateSecrets {
  /** Kept by the client that began, never part of an address: it shows that the one who comes back is the one who left. */
  readonly token: string;
  /** PKCE (RFC 7636). */
  readonly verifier: string;
  readonly challenge: string;
  /** Comes back in the id token. */
  readonly nonce: string;
}

export function stateSecrets(key: string, id: string): StateSecrets {
  const verifier = derived(key, 'verifier', id);
  return {
    token: `${id}.${derived(key, 'token', id)}`, verifier, challenge: createHash('sha256').update(verifier).digest('base64url'), nonce: derived(key, 'nonce', id),
  };
}

/** The id of a state whose token this key made, else null. */
export function readStateToken(key: string, token: string): string | null {
  const id = /^([0-9a-f-]{36})\.[\w-]{43}$/.exec(token)?.[1];
  return id !== undefined && timingSafeEqual(Buffer.from(token), Buffer.from(stateSecrets(key, id).token)) ? id : null;
}

function derived(key: string, use: 'token' | 'verifier' | 'nonce', id: string): string {
  return createHmac('sha256', key).update(`provider-state\n${use}\n${id}`).digest('base64url');
}
