import type { InternalCalls } from '@sangam/kit/calls/internal-calls';
import { FakeClock } from '@sangam/kit/clock/clock';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { TokenVerifier } from './token-verifier';

const MINUTE = 60_000;

interface Key {
  readonly id: string;
  readonly privateKey: CryptoKey;
  readonly published: string;
}

async function newKey(id: string): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  return { id, privateKey, published: JSON.stringify({ ...(await exportJWK(publicKey)), kid: id, alg: 'EdDSA' }) };
}

/** Identity, as far as the verifier asks it: the keys that it publishes at the moment. */
class Publisher implements InternalCalls {
  asked = 0;

  constructor(public keys: readonly Key[]) {}

  call<D>(): Promise<D> {
    this.asked += 1;
    return Promise.resolve({ signingKeys: this.keys.map(({ published }) => published) } as D);
  }

  deliver(): Promise<'parked'> {
    return Promise.resolve('parked');
  }
}

let key: Key;
let clock: FakeClock;
let publisher: Publisher;
let verifier: TokenVerifier;

beforeEach(async () => {
  key = await newKey('first');
  clock = new FakeClock();
  publisher = new Publisher([key]);
  verifier = new TokenVerifier({ calls: publisher, clock, issuer: 'here', audience: 'us' });
});

const token = (minutes: number, by = key) =>
  new SignJWT({ sid: 's1', auth_time: 0 }).setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: by.id })
    .setSubject('u1').setIssuer('here').setAudience('us').setExpirationTime(Math.floor(clock.now() / 1_000) + minutes * 60).sign(by.privateKey);
const codeOf = async (verify: () => unknown) => {
  try {
    await verify();
    return 'passed';
  } catch (error) {
    return (error as { extensions: { code: string } }).extensions.code;
  }
};

describe('a token that was verified before', () => {
  it('is known at once', async () => {
    const sent = await token(15);
    const first = verifier.verify(sent);
    expect(first).toBeInstanceOf(Promise);
    await first;

    expect(await codeOf(() => verifier.verify(`${sent.slice(0, -4)}AAAA`))).toBe('INVALID_TOKEN');
    expect(verifier.verify(sent)).toEqual({ userId: 'u1', sessionId: 's1', authTime: 0, mfa: false, expiresAt: clock.now() + 15 * MINUTE });
  });

  it('expires all the same', async () => {
    const sent = await token(5);
    await verifier.verify(sent);

    clock.advance(5 * MINUTE - 1);
    expect(await codeOf(() => verifier.verify(sent))).toBe('passed');
    clock.advance(1);
    expect(await codeOf(() => verifier.verify(sent))).toBe('TOKEN_EXPIRED');
  });

  it('is not known any more once its key was withdrawn', async () => {
    const sent = await token(60);
    await verifier.verify(sent);
    publisher.keys = [await newKey('second')];

    clock.advance(10 * MINUTE);
    expect(await codeOf(() => verifier.verify(sent))).toBe('INVALID_TOKEN');
    expect(publisher.asked).toBe(2);
  });

  it('is not known any more once a token of another key showed that the keys have changed', async () => {
    const sent = await token(60);
    await verifier.verify(sent);
    const second = await newKey('second');
    publisher.keys = [second];

    clock.advance(5_000);
    expect(await codeOf(async () => verifier.verify(await token(15, second)))).toBe('passed');
    expect(await codeOf(() => verifier.verify(sent))).toBe('INVALID_TOKEN');
  });

  it('stays known while the keys stay the same', async () => {
    const sent = await token(60);
    await verifier.verify(sent);

    clock.advance(10 * MINUTE);
    await verifier.verify(sent);

    expect(publisher.asked).toBe(2);
    expect(verifier.verify(sent)).toMatchObject({ userId: 'u1' });
  });
});

it('a token that was refused is verified anew', async () => {
  const foreign = await newKey('first');
  const forged = await token(15, foreign);

  expect(await codeOf(() => verifier.verify(forged))).toBe('INVALID_TOKEN');
  expect(await codeOf(() => verifier.verify(forged))).toBe('INVALID_TOKEN');
});
