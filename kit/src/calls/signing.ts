import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { AppError } from '../errors/app-error';
import { REPLAYED, SIGNATURE_INVALID } from '../errors/codes';
import { newId } from '../ids/new-id';
import type { ReplayStore } from './replay-store';

/** How far the two clocks may differ, milliseconds. */
export const SIGNATURE_TOLERANCE = 60_000;

export const SIGNATURE_HEADER = 'x-service-signature';
export const VIEWER_HEADER = 'x-viewer';

/** In `WWW-Authenticate` of a call that was refused for its signature: routes may answer 401 for reasons of their own. */
export const SIGNATURE_SCHEME = 'Service-Signature';

/** What a signature covers besides time and call id. */
export interface SignedParts {
  /** The subgraph that is called: a call to one cannot be repeated at another. */
  readonly audience: string;
  readonly method: string;
  /** Path with its query string, as on the request line. */
  readonly path: string;
  readonly body: Buffer | string;
  readonly viewerHeader: string;
}

export interface CallToSign extends SignedParts {
  /** HMAC keys, newest first; the newest signs. */
  readonly keys: readonly string[];
  /** Epoch milliseconds. */
  readonly now: number;
  /** Unique for each call, retries too. Default: a new id. */
  readonly callId?: string;
}

export interface ReceivedCall extends SignedParts {
  /** HMAC keys, newest first; each is accepted. */
  readonly keys: readonly string[];
  readonly now: number;
  readonly signature: string | undefined;
}

export type SignatureHeaders = Readonly<Record<typeof SIGNATURE_HEADER | typeof VIEWER_HEADER, string>>;

/** The headers of one signed call between parts of the product. */
export function signCall(call: CallToSign): SignatureHeaders {
  const [key] = call.keys;
  if (key === undefined) throw new Error('No service key to sign with.');
  const timestamp = Math.floor(call.now / 1_000);
  const callId = call.callId ?? newId();
  return {
    [SIGNATURE_HEADER]: `v1:${timestamp}:${callId}:${digest(key, canonical(call, timestamp, callId)).toString('hex')}`,
    [VIEWER_HEADER]: call.viewerHeader,
  };
}

export interface SignatureParts {
  readonly timestamp: number;
  readonly callId: string;
  readonly mac: Buffer;
}

const SIGNATURE = /^v1:(\d{1,11}):([0-9A-Za-z-]{8,64}):([0-9a-f]{64})$/;

/**
 * The form and age of a signature: what can be refused before a body is read.
 * @throws AppError SIGNATURE_INVALID
 */
export function readSignature(signature: string | undefined, now: number): SignatureParts {
  const match = SIGNATURE.exec(signature ?? '');
  if (!match) throw new AppError(SIGNATURE_INVALID);
  const timestamp = Number(match[1]);
  if (Math.abs(now - timestamp * 1_000) > SIGNATURE_TOLERANCE) throw new AppError(SIGNATURE_INVALID);
  return { timestamp, callId: match[2] as string, mac: Buffer.from(match[3] as string, 'hex') };
}

/**
 * Checks form, age and signature of a received call and returns its id. Alone it does not stop a replay.
 * @throws AppError SIGNATURE_INVALID
 */
export function checkSignature(call: ReceivedCall): string {
  const { timestamp, callId, mac } = readSignature(call.signature, call.now);
  const text = canonical(call, timestamp, callId);
  // Every key is tried, so that the time taken does not tell which one matched.
  const matches = call.keys.map((key) => timingSafeEqual(digest(key, text), mac));
  if (!matches.includes(true)) throw new AppError(SIGNATURE_INVALID);
  return callId;
}

/**
 * The whole check of a received call. Its id is remembered only once the signature is good: nobody without a key can
 * fill the memory.
 * @throws AppError SIGNATURE_INVALID or REPLAYED
 */
export async function verifyCall(call: ReceivedCall & { readonly replays: ReplayStore }): Promise<void> {
  const callId = checkSignature(call);
  if (!(await call.replays.remember(callId, call.now))) throw new AppError(REPLAYED);
}

function canonical(parts: SignedParts, timestamp: number, callId: string): string {
  return ['v1', timestamp, callId, parts.audience, parts.method.toUpperCase(), parts.path, sha256(parts.body), sha256(parts.viewerHeader)].join('\n');
}

function sha256(value: Buffer | string): string {
  return createHash('sha256').update(value).digest('hex');
}

function digest(key: string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
