import { hash, verify } from '@node-rs/argon2';
import { verify as verifyBcrypt } from '@node-rs/bcrypt';
import type { FieldProblem } from '@sangam/kit/errors/app-error';
import { isEasyToGuess } from './password-strength';

/** Longer input would only buy hashing time. */
const MAX_LENGTH = 128;

/**
 * Koshpal's rule for new passwords: at least 8 characters with an upper-case letter, a lower-case letter and a digit;
 * at most 128; and not easy to guess for somebody who knows these words of the person, such as name and address. Null
 * when the password is fine.
 */
export function passwordProblem(password: string, path: string, words: readonly string[] = []): FieldProblem | null {
  if (password.length < 8 || password.length > MAX_LENGTH) return { path, reason: 'RANGE', detail: '8 to 128 characters' };
  if (!/\p{Lu}/u.test(password) || !/\p{Ll}/u.test(password) || !/\p{Nd}/u.test(password)) {
    return { path, reason: 'FORMAT', detail: 'an upper-case letter, a lower-case letter and a digit' };
  }
  return isEasyToGuess(password, words) ? { path, reason: 'RANGE', detail: 'too easy to guess' } : null;
}

/** argon2id (the library's default algorithm) with two passes and one lane (OWASP password storage cheat sheet). */
export async function hashPassword(password: string, memoryKib: number): Promise<string> {
  return hash(password, { memoryCost: memoryKib, timeCost: 2, parallelism: 1 });
}

/** Whether a stored hash is of a product that people came from, to be replaced at their next sign-in. */
export function isImportedHash(stored: string): boolean {
  return /^\$2[abxy]\$/.test(stored);
}

/** Hashes of nobody's password, one per memory cost: verifying against it costs what a real check costs. */
const decoys = new Map<number, Promise<string>>();

/** Whether the password is right; takes the same time when there is no stored hash. */
export async function verifyPassword(stored: string | null, password: string, memoryKib: number): Promise<boolean> {
  if (password.length > MAX_LENGTH) return false;
  if (stored !== null) return isImportedHash(stored) ? verifyBcrypt(password, stored) : verify(stored, password);
  const decoy = decoys.get(memoryKib) ?? hashPassword('nobody has this password', memoryKib);
  decoys.set(memoryKib, decoy);
  await verify(await decoy, password);
  return false;
}
