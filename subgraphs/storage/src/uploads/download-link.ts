import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a link's signature covers. */
export interface LinkClaim {
  readonly fileId: string;
  /** Epoch seconds. */
  readonly expires: number;
}

/**
 * When a link given out now ends, epoch seconds: at the second-next multiple of its lifetime, so that links of the same time
 * are equal and clients can cache what they fetched.
 */
export function linkExpiry(nowMs: number, ttlMs: number): number {
  return Math.floor(((Math.floor(nowMs / ttlMs) + 2) * ttlMs) / 1_000);
}

/** Path and query of a link. */
export function linkPath(key: string, claim: LinkClaim): string {
  return `/files/${claim.fileId}?expires=${claim.expires}&signature=${signature(key, claim)}`;
}

/** Whether a link is one of ours and has not ended. */
export function isValidLink(key: string, claim: { readonly fileId: string; readonly expires: string; readonly signature: string }, nowMs: number): boolean {
  if (!/^\d{1,12}$/.test(claim.expires) || !/^[\w-]{43}$/.test(claim.signature)) return false;
  const expires = Number(claim.expires);
  const genuine = timingSafeEqual(Buffer.from(claim.signature), Buffer.from(signature(key, { fileId: claim.fileId, expires })));
  return genuine && expires * 1_000 > nowMs;
}

function signature(key: string, { fileId, expires }: LinkClaim): string {
  return createHmac('sha256', key).update(`file-link\n${fileId}\n${expires}`).digest('base64url');
}
