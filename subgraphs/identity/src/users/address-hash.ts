import { createHash } from 'node:crypto';

/** SHA-256 of a canonical address: what counts by address, known or not, is kept under. */
export function addressHash(canonical: string): string {
  return createHash('sha256').update(canonical).digest('hex');
}
