import { createHmac } from 'node:crypto';
import { FakeClock } from '../clock/clock';
import { AppError } from '../errors/app-error';
import { verifyHmac, type HmacForm, type HmacOptions, type SignedRequestParts } from './verify-hmac';

const SECRETS = ['the-newer-secret', 'the-older-secret'];
const BODY = Buffer.from('{"amount":1050,"note":"caf\u00e9"}');
const SECONDS = 1_767_595_200;
const clock = new FakeClock(SECONDS * 1_000);
const hmac = (key: string | Buffer, ...parts: (string | Buffer)[]) => createHmac('sha256', key).update(Buffer.concat(parts.map((part) => Buffer.from(part)))).digest();

type RequestLine = Pick<SignedRequestParts, 'method' | 'url'>;
const LINE: RequestLine = { method: 'POST', url: '/partner/notes/7?full=1' };

/** The code of the refusal; null when the request passes. */
function refusal(headers: Record<string, string>, options: HmacOptions, rawBody = BODY, line: RequestLine = LINE): string | null {
  try {
    verifyHmac({ clock }, { ...line, headers, rawBody }, options);
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.definition.code;
    throw error;
  }
}

const STANDARD = SECRETS.map((secret) => `whsec_${Buffer.from(secret.padEnd(24, '!')).toString('base64')}`);
const standardKey = (secret: string) => Buffer.from(secret.slice('whsec_'.length), 'base64');

interface Case {
  readonly form: HmacForm;
  readonly secrets: readonly string[];
  /** The headers of a body that is signed with a secret at a time. */
  readonly sign: (secret: string, seconds?: number) => Record<string, string>;
}

const SIGNED_REQUEST: Case = {
  form: { form: 'request', header: 'X-Service-Signature' }, secrets: SECRETS,
  sign: (secret, t = SECONDS) => ({ 'x-service-signature': `${t}:${hmac(secret, `${t}\nPOST\n/partner/notes/7?full=1\n`, BODY).toString('hex')}` }),
};

/** Each by the formula that its partner publishes. */
const CASES: readonly (readonly [string, Case])[] = [
  ['sha256=<hex>, as GitHub', { form: { form: 'hex', header: 'X-Hub-Signature-256', prefix: 'sha256=' }, secrets: SECRETS, sign: (secret) => ({ 'x-hub-signature-256': `sha256=${hmac(secret, BODY).toString('hex')}` }) }],
  ['<hex>, as Razorpay', { form: { form: 'hex', header: 'X-Razorpay-Signature' }, secrets: SECRETS, sign: (secret) => ({ 'x-razorpay-signature': hmac(secret, BODY).toString('hex') }) }],
  ['<base64>, as Shopify', { form: { form: 'base64', header: 'X-Shopify-Hmac-Sha256' }, secrets: SECRETS, sign: (secret) => ({ 'x-shopify-hmac-sha256': hmac(secret, BODY).toString('base64') }) }],
  ['t=…,v1=…, as Stripe', {
    form: { form: 't,v1', header: 'Stripe-Signature' }, secrets: SECRETS,
    sign: (secret, t = SECONDS) => ({ 'stripe-signature': `t=${t},v0=${'0'.repeat(64)},v1=${hmac(secret, `${t}.`, BODY).toString('hex')}` }),
  }],
  ['<seconds>:<hex>', { form: { form: 't:hex', header: 'X-Partner-Signature' }, secrets: SECRETS, sign: (secret, t = SECONDS) => ({ 'x-partner-signature': `${t}:${hmac(secret, `${t}.`, BODY).toString('hex')}` }) }],
  ['<seconds>:<hex> of the request', SIGNED_REQUEST],
  ['Standard Webhooks', {
    form: { form: 'standard-webhooks' }, secrets: STANDARD,
    sign: (secret, t = SECONDS) => ({ 'webhook-id': 'msg_1', 'webhook-timestamp': String(t), 'webhook-signature': `v1a,${'A'.repeat(43)}= v1,${hmac(standardKey(secret), `msg_1.${t}.`, BODY).toString('base64')}` }),
  }],
];
const TIMED = CASES.slice(3);

describe.each(CASES)('%s', (_name, { form, secrets, sign }) => {
  const options = { ...form, secrets };

  it('passes with each secret that is valid, and with no other', () => {
    expect(secrets.map((secret) => refusal(sign(secret), options))).toEqual([null, null]);
    expect(refusal(sign(secrets[1] ?? ''), { ...options, secrets: secrets.slice(0, 1) })).toBe('SIGNATURE_INVALID');
  });

  it('is refused when one byte of the body differs', () => {
    expect(refusal(sign(secrets[0] ?? ''), options, Buffer.from(String(BODY).replace('1050', '1051')))).toBe('SIGNATURE_INVALID');
  });

  it('is refused without its headers, with each of them broken, and with a part of the signature', () => {
    const headers = sign(secrets[0] ?? '');
    expect(refusal({}, options)).toBe('SIGNATURE_INVALID');
    for (const name of Object.keys(headers)) {
      expect([name, refusal({ ...headers, [name]: '' }, options), refusal({ ...headers, [name]: 'sha256=' }, options), refusal({ ...headers, [name]: (headers[name] ?? '').slice(0, -2) }, options)]).toEqual([
        name, 'SIGNATURE_INVALID', 'SIGNATURE_INVALID', 'SIGNATURE_INVALID']);
    }
  });

  it('cannot be checked without a secret', () => {
    for (const none of [[], ['']]) expect(() => refusal(sign(''), { ...form, secrets: none })).toThrow('without a secret');
  });
});

describe.each(TIMED)('the time of %s', (_name, { form, secrets: [secret = ''], sign }) => {
  it.each([[0, null], [300, null], [-300, null], [301, 'REPLAYED'], [-301, 'REPLAYED']])('%d s from now', (away, expected) => {
    expect(refusal(sign(secret, SECONDS + away), { ...form, secrets: [secret] })).toBe(expected);
  });

  it('is bounded by the tolerance that is given', () => {
    expect(refusal(sign(secret, SECONDS - 11), { ...form, secrets: [secret], toleranceMs: 10_000 })).toBe('REPLAYED');
  });

  it('is part of what is signed', () => {
    const fresh = Object.fromEntries(Object.entries(sign(secret, SECONDS - 4_000)).map(([name, value]) => [name, value.replace(String(SECONDS - 4_000), String(SECONDS))]));
    expect(refusal(fresh, { ...form, secrets: [secret] })).toBe('SIGNATURE_INVALID');
  });
});

it.each<[string, RequestLine]>([
  ['method', { ...LINE, method: 'PUT' }], ['path', { ...LINE, url: '/partner/notes/8?full=1' }], ['query', { ...LINE, url: '/partner/notes/7?full=2' }],
])('the signature of a request opens no other %s', (_part, line) => {
  const { form, secrets, sign } = SIGNED_REQUEST;
  const headers = sign(secrets[0] ?? '');
  expect([refusal(headers, { ...form, secrets }), refusal(headers, { ...form, secrets }, BODY, line)]).toEqual([null, 'SIGNATURE_INVALID']);
});

it('takes the signature of either secret while the partner sends both', () => {
  const [newer, older] = SECRETS.map((secret) => hmac(secret, `${SECONDS}.`, BODY).toString('hex'));
  expect(refusal({ 'stripe-signature': `t=${SECONDS},v1=${older},v1=${newer}` }, { form: 't,v1', header: 'stripe-signature', secrets: SECRETS.slice(0, 1) })).toBeNull();
});

it('agrees with the published example of Standard Webhooks', () => {
  // github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md, "Signature scheme".
  const headers = { 'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek', 'webhook-timestamp': '1614265330', 'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=' };
  const then = new FakeClock(1_614_265_330_000);
  const verify = (rawBody: Buffer) => verifyHmac({ clock: then }, { ...LINE, headers, rawBody }, { form: 'standard-webhooks', secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'] });
  expect(() => verify(Buffer.from('{"test": 2432232314}'))).not.toThrow();
  expect(() => verify(Buffer.from('{"test": 2432232315}'))).toThrow('The signature is not valid.');
});
