import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Seconds that one code stands for. */
const PERIOD = 30;
const DIGITS = 6;
/** Bytes of a secret: the length of SHA-1's output, as RFC 4226 asks. */
const SECRET_BYTES = 20;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A new secret in base32, as authenticator apps want it: 32 characters. */
export function newTotpSecret(): string {
  return base32(randomBytes(SECRET_BYTES));
}

/** The time step (RFC 6238, 30 seconds) of an instant in epoch milliseconds. */
export function timeStep(now: number): number {
  return Math.floor(now / 1_000 / PERIOD);
}

/** The code of a time step: RFC 4226 with SHA-1, what every authenticator app knows. */
export function totpCode(secret: string, step: number, digits = DIGITS): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', bytesOf(secret)).update(counter).digest();
  const offset = (hash.at(-1) ?? 0) & 0xf;
  return String((hash.readUInt32BE(offset) & 0x7fff_ffff) % 10 ** digits).padStart(digits, '0');
}

/** The step whose code this is, among the present one and one on each side (clocks differ, people type slowly); else null. */
export function matchingStep(secret: string, code: string, now: number): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const present = timeStep(now);
  const matching = [present - 1, present, present + 1].filter((step) => timingSafeEqual(Buffer.from(totpCode(secret, step)), Buffer.from(code)));
  return matching.at(-1) ?? null;
}

/** What authenticator apps read from a QR code (Google's key URI format). */
export function otpauthUri({ issuer, account, secret }: { readonly issuer: string; readonly account: string; readonly secret: string }): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=${DIGITS}&period=${PERIOD}`;
}

function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

function bytesOf(text: string): Buffer {
  const bits = [...text].map((character) => BASE32.indexOf(character).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
}
