import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/**
 * Seals short secrets that are kept in columns (AES-256-GCM). The context, e.g. `totp-secret:<user id>`, is
 * authenticated but not stored: a sealed text that was copied to another row or column does not open.
 */
export interface Sealer {
  seal(text: string, context: string): string;
  /** @throws Error when the text was altered, belongs to another context, or its key is gone. */
  open(sealed: string, context: string): string;
  /** Whether the text was sealed with an older key than the newest. */
  needsResealing(sealed: string): boolean;
}

const VERSION = 'v1';
const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

interface SealKey {
  readonly id: string;
  readonly secret: Buffer;
}

/**
 * @param keys `SEAL_KEYS`: entries `id:base64` of 32 bytes, newest first; the first seals, all open.
 * @throws Error without a key or with an invalid one.
 */
export function createSealer(keys: readonly string[]): Sealer {
  const known = new Map(keys.map(parseKey).map((key) => [key.id, key]));
  const newest = known.values().next().value;
  if (!newest) throw new Error('SEAL_KEYS holds no key: sealed columns cannot be used.');
  if (known.size !== keys.length) throw new Error('SEAL_KEYS holds two keys with the same id.');
  return {
    seal: (text, context) => seal(newest, text, context),
    open(sealed, context) {
      const { keyId, iv, body } = split(sealed);
      const key = known.get(keyId);
      if (!key) throw new Error(`The key ${keyId} of a sealed text is not in SEAL_KEYS.`);
      return open(key, { iv, body, context });
    },
    needsResealing: (sealed) => split(sealed).keyId !== newest.id,
  };
}

function parseKey(entry: string): SealKey {
  const [id = '', base64 = '', ...rest] = entry.split(':');
  const secret = Buffer.from(base64, 'base64');
  if (rest.length > 0 || !/^[A-Za-z0-9_-]{1,20}$/.test(id) || secret.length !== KEY_BYTES) throw new Error('SEAL_KEYS entries are id:base64, with 32 bytes and an id of letters and digits.');
  return { id, secret };
}

/** The version and key id are authenticated with the context. */
function authenticated(keyId: string, context: string): Buffer {
  return Buffer.from(`${VERSION}.${keyId}.${context}`);
}

function seal(key: SealKey, text: string, context: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key.secret, iv).setAAD(authenticated(key.id, context));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return [VERSION, key.id, iv.toString('base64url'), body.toString('base64url')].join('.');
}

function split(sealed: string): { keyId: string; iv: Buffer; body: Buffer } {
  const [version, keyId, iv, body, ...rest] = sealed.split('.');
  if (version !== VERSION || !keyId || !iv || !body || rest.length > 0) throw new Error('This is not a sealed text.');
  const parts = { keyId, iv: Buffer.from(iv, 'base64url'), body: Buffer.from(body, 'base64url') };
  if (parts.iv.length !== IV_BYTES || parts.body.length < TAG_BYTES) throw new Error('This is not a sealed text.');
  return parts;
}

function open(key: SealKey, { iv, body, context }: { readonly iv: Buffer; readonly body: Buffer; readonly context: string }): string {
  const decipher = createDecipheriv(ALGORITHM, key.secret, iv, { authTagLength: TAG_BYTES }).setAAD(authenticated(key.id, context));
  decipher.setAuthTag(body.subarray(-TAG_BYTES));
  try {
    return decipher.update(body.subarray(0, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    throw new Error('A sealed text was altered or belongs to another place.');
  }
}
