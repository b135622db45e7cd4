import { createHmac, timingSafeEqual } from 'node:crypto';
import { AppError } from '../errors/app-error';
import { REPLAYED, SIGNATURE_INVALID } from '../errors/codes';
import type { SubgraphContext } from '../running/context';
import type { RouteRequest } from './define-route';

/**
 * Where a partner puts its HMAC-SHA256 and over what it goes.
 * - `hex`, `base64`: over the body; `prefix` stands before it, e.g. `sha256=` (GitHub, Meta). Razorpay: `hex` without one.
 * - `t,v1`: `t=<seconds>,v1=<hex>[,v1=<hex>]` over `<t>.<body>` (Stripe).
 * - `t:hex`: `<seconds>:<hex>` over `<t>.<body>`.
 * - `request`: `<seconds>:<hex>` over `<t>\n<METHOD>\n<path with query>\n<body>`, so that it opens this one address only.
 * - `standard-webhooks`: `webhook-id`, `webhook-timestamp`, `webhook-signature` over `<id>.<timestamp>.<body>`
 *   (standardwebhooks.com); secrets as `whsec_<base64>`.
 */
export type HmacForm =
  | { readonly form: 'hex' | 'base64'; readonly header: string; readonly prefix?: string }
  | { readonly form: 't,v1' | 't:hex' | 'request'; readonly header: string }
  | { readonly form: 'standard-webhooks' };

export type HmacOptions = HmacForm & {
  /** All that are valid; several while a secret is being exchanged. */
  readonly secrets: readonly string[];
  /** How far a signed time may be from now, milliseconds. Default 300,000. */
  readonly toleranceMs?: number;
};

/** What a signature may go over. */
export type SignedRequestParts = Pick<RouteRequest, 'method' | 'url' | 'headers' | 'rawBody'>;

/** What a request claims. */
interface Claim {
  readonly signatures: readonly (Buffer | null)[];
  /** What is signed before the body. */
  readonly head: string;
  /** Epoch seconds. */
  readonly time: number | null;
}

/**
 * Checks a partner's signature over the exact bytes of the body, with the form `request` over method and path too, in constant time. A signed time that is too old or too
 * new is refused; within the tolerance the same request may come again, so that handlers are idempotent.
 * @throws AppError SIGNATURE_INVALID where it is absent, malformed or made with none of the secrets; REPLAYED where its
 *   signed time is out of tolerance; Error without a secret.
 */
export function verifyHmac(ctx: Pick<SubgraphContext, 'clock'>, request: SignedRequestParts, options: HmacOptions): void {
  const { secrets, toleranceMs = 300_000 } = options;
  if (secrets.length === 0 || secrets.includes('')) throw new Error('A signature cannot be checked without a secret.');
  const claim = claimOf(options, request);
  if (!claim) throw new AppError(SIGNATURE_INVALID);
  // Each is compared, so that the time tells nothing about which one was nearly right.
  let valid = false;
  for (const secret of secrets) {
    const expected = createHmac('sha256', keyOf(options, secret)).update(claim.head).update(request.rawBody).digest();
    for (const signature of claim.signatures) valid = (signature !== null && timingSafeEqual(signature, expected)) || valid;
  }
  if (!valid) throw new AppError(SIGNATURE_INVALID);
  if (claim.time !== null && Math.abs(ctx.clock.now() - claim.time * 1_000) > toleranceMs) throw new AppError(REPLAYED);
}

function keyOf({ form }: HmacForm, secret: string): string | Buffer {
  return form === 'standard-webhooks' ? Buffer.from(secret.replace(/^whsec_/, ''), 'base64') : secret;
}

type Headers = RouteRequest['headers'];

function claimOf(options: HmacForm, request: SignedRequestParts): Claim | null {
  const { headers } = request;
  switch (options.form) {
    case 'hex':
    case 'base64':
      return overBody(options, headers[options.header.toLowerCase()]);
    case 't,v1':
      return listed(headers[options.header.toLowerCase()]);
    case 't:hex':
      return coloned(headers[options.header.toLowerCase()], (time) => `${time}.`);
    case 'request':
      return coloned(headers[options.header.toLowerCase()], (time) => `${time}\n${request.method}\n${request.url}\n`);
    case 'standard-webhooks':
      return standard(headers);
  }
}

function overBody({ form, prefix = '' }: { readonly form: 'hex' | 'base64'; readonly prefix?: string }, value: string | undefined): Claim | null {
  if (!value?.startsWith(prefix)) return null;
  return { signatures: [digestOf(value.slice(prefix.length), form)], head: '', time: null };
}

function listed(value: string | undefined): Claim | null {
  const parts = (value ?? '').split(',').map((part) => part.trim().split('=') as [string, string?]);
  const time = secondsOf(parts.find(([name]) => name === 't')?.[1]);
  if (time === null) return null;
  return { time, head: `${time}.`, signatures: parts.filter(([name]) => name === 'v1').map(([, digest]) => digestOf(digest ?? '', 'hex')) };
}

function coloned(value: string | undefined, headOf: (time: number) => string): Claim | null {
  const [seconds, digest = '', ...rest] = (value ?? '').split(':');
  const time = secondsOf(seconds);
  return time === null || rest.length > 0 ? null : { time, head: headOf(time), signatures: [digestOf(digest, 'hex')] };
}

function standard(headers: Headers): Claim | null {
  const { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': value } = headers;
  const time = secondsOf(seconds);
  if (!id || time === null) return null;
  const signatures = (value ?? '').split(' ').map((part) => (part.startsWith('v1,') ? digestOf(part.slice(3), 'base64') : null));
  return { time, head: `${id}.${time}.`, signatures };
}

/** As it was written, or what is signed would differ. */
function secondsOf(text: string | undefined): number | null {
  return text && /^[1-9]\d{0,11}$/.test(text) ? Number(text) : null;
}

const DIGEST = { hex: /^[0-9a-f]{64}$/i, base64: /^[A-Za-z0-9+/]{43}=$/ } as const;

/** 32 bytes, or null where it is no SHA-256. */
function digestOf(text: string, encoding: 'hex' | 'base64'): Buffer | null {
  return DIGEST[encoding].test(text) ? Buffer.from(text, encoding) : null;
}
