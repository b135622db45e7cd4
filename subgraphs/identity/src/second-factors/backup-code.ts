import { createHmac, timingSafeEqual } from 'node:crypto';

/** Without letters and digits that are mistaken for others (Crockford's base32, lower case). */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 10;

/** The text of a backup code, 50 bits, derived from its row's id: `h4k2m-9xq7t`. Who reads the database learns none. */
export function backupCodeText(key: string, id: string): string {
  const bytes = createHmac('sha256', key).update(`backup-code\n${id}`).digest().subarray(0, LENGTH);
  const text = [...bytes].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
  return `${text.slice(0, 5)}-${text.slice(5)}`;
}

/** Whether a person typed this code: case, spaces and hyphens do not matter, nor o for 0, i and l for 1. */
export function isBackupCode(key: string, id: string, typed: string): boolean {
  const normal = typed.toLowerCase().replace(/[\s-]/g, '').replace(/o/g, '0').replace(/[il]/g, '1');
  if (normal.length !== LENGTH || !/^[\da-z]+$/.test(normal)) return false;
  return timingSafeEqual(Buffer.from(normal), Buffer.from(backupCodeText(key, id).replace('-', '')));
}
