import { createHmac } from 'node:crypto';

const CODES = 1_000_000;
/** Numbers of 32 bits at or above it would make low codes likelier. */
const FAIR = Math.floor(2 ** 32 / CODES) * CODES;

/** The six digits of a code: derived by HMAC-SHA256(key, id), so that who reads the database learns none. Every code is equally likely. */
export function emailCodeDigits(key: string, id: string): string {
  for (let round = 0; ; round += 1) {
    const bytes = createHmac('sha256', key).update(`email-code\n${id}\n${round}`).digest();
    for (let at = 0; at < bytes.length; at += 4) {
      const number = bytes.readUInt32BE(at);
      if (number < FAIR) return String(number % CODES).padStart(6, '0');
    }
  }
}
