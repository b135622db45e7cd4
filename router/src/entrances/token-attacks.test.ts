import { createHmac, createPublicKey } from 'node:crypto';
import { sealerOf } from '@sangam/kit/database/context-sealer';
import { newId } from '@sangam/kit/ids/new-id';
import { startGraph, type SignedIn, type TestGraph, type TestPerson } from '@sangam/kit/testing/harness';
import { MeDocument } from '@sangam/schema/typed/operations';
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, importJWK, SignJWT, type CryptoKey, type JWK, type JWTHeaderParameters, type JWTPayload } from 'jose';
import { RawSocket } from './raw-socket.fixture';

interface Forge {
  readonly token: string;
  readonly refreshToken: string;
  readonly header: JWTHeaderParameters;
  readonly claims: JWTPayload;
  /** Identity's own key pair. */
  readonly key: CryptoKey;
  readonly publicJwk: JWK;
  /** Somebody else's. */
  readonly other: { readonly key: CryptoKey; readonly publicJwk: JWK };
}

let graph: TestGraph;
let owner: TestPerson;
let stranger: TestPerson;
let session: SignedIn;
let forge: Forge;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity', 'chat'] });
  [owner, stranger] = [await graph.person(), await graph.person()];
  session = await owner.signIn();
  forge = await openForge();
});
afterAll(() => graph.stop());

/** With everything that an attacker could hope for, the private key too: what is signed with it must still be right. */
async function openForge(): Promise<Forge> {
  const ctx = graph.context('identity');
  const [row] = await ctx.db.query<{ id: string; public_jwk: string; sealed_private_jwk: string }>('SELECT id, public_jwk, sealed_private_jwk FROM signing_key');
  if (!row) throw new Error('Identity has no key.');
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  return {
    token: session.accessToken, refreshToken: session.refreshToken,
    header: decodeProtectedHeader(session.accessToken) as JWTHeaderParameters, claims: decodeJwt(session.accessToken),
    key: (await importJWK(JSON.parse(sealerOf(ctx).open(row.sealed_private_jwk, row.id)) as JWK, 'EdDSA')) as CryptoKey, publicJwk: JSON.parse(row.public_jwk) as JWK,
    other: { key: privateKey, publicJwk: await exportJWK(publicKey) },
  };
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const signedBy = (key: CryptoKey, claims: JWTPayload, header: JWTHeaderParameters) => new SignJWT(claims).setProtectedHeader(header).sign(key);
/** By identity's own key, with other claims or another header. */
const changed = (claims: object, header: object = {}) => () => signedBy(forge.key, defined({ ...forge.claims, ...claims }), defined({ ...forge.header, ...header }));
const defined = <T extends object>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const unsigned = (alg: string, signature = '') => () => `${encoded({ ...forge.header, alg })}.${encoded(forge.claims)}.${signature}`;

/** An HMAC where a signature is expected. */
const hmac = (secret: () => string | Buffer) => () => {
  const text = `${encoded({ ...forge.header, alg: 'HS256' })}.${encoded(forge.claims)}`;
  return `${text}.${createHmac('sha256', secret()).update(text).digest('base64url')}`;
};
const flipped = (part: 0 | 1 | 2) => () => {
  const parts = forge.token.split('.');
  const text = parts[part] ?? '';
  parts[part] = `${text.slice(0, 20)}${text[20] === 'A' ? 'B' : 'A'}${text.slice(21)}`;
  return parts.join('.');
};
const now = (): number => Math.floor(graph.clock.now() / 1_000);
const pem = (): string => createPublicKey({ key: forge.publicJwk as never, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString();

const attacks: Readonly<Record<string, [make: () => string | Promise<string>, code: string]>> = {
  'signed by nobody': [unsigned('none'), 'INVALID_TOKEN'],
  'signed by Nobody': [unsigned('None'), 'INVALID_TOKEN'],
  'signed by NOBODY': [unsigned('NONE'), 'INVALID_TOKEN'],
  'that claims no algorithm over a real signature': [() => unsigned('none', forge.token.split('.')[2])(), 'INVALID_TOKEN'],
  'under the public key as a secret (its bytes)': [hmac(() => Buffer.from(forge.publicJwk.x ?? '', 'base64url')), 'INVALID_TOKEN'],
  'under the public key as a secret (its text)': [hmac(() => forge.publicJwk.x ?? ''), 'INVALID_TOKEN'],
  'under the public key as a secret (JWK)': [hmac(() => JSON.stringify(forge.publicJwk)), 'INVALID_TOKEN'],
  'under the public key as a secret (PEM)': [hmac(pem), 'INVALID_TOKEN'],
  'under an empty secret': [hmac(() => ''), 'INVALID_TOKEN'],
  'under a popular secret': [hmac(() => 'secret'), 'INVALID_TOKEN'],
  'signed by another key with our key id': [() => signedBy(forge.other.key, forge.claims, forge.header), 'INVALID_TOKEN'],
  'that brings its own key': [() => signedBy(forge.other.key, forge.claims, { ...forge.header, jwk: forge.other.publicJwk }), 'INVALID_TOKEN'],
  'that says where its key is': [() => signedBy(forge.other.key, forge.claims, { ...forge.header, jku: 'https://evil.example/jwks.json' }), 'INVALID_TOKEN'],
  'with a path for a key id': [() => signedBy(forge.other.key, forge.claims, { ...forge.header, kid: '../../../../dev/null' }), 'INVALID_TOKEN'],
  'with SQL for a key id': [() => signedBy(forge.other.key, forge.claims, { ...forge.header, kid: "x' UNION SELECT 'key' --" }), 'INVALID_TOKEN'],
  'with an unknown key id': [() => signedBy(forge.other.key, forge.claims, { ...forge.header, kid: newId() }), 'INVALID_TOKEN'],
  'without a key id, by another key': [() => signedBy(forge.other.key, forge.claims, defined({ ...forge.header, kid: undefined })), 'INVALID_TOKEN'],
  'with a critical extension': [() => signedBy(forge.other.key, forge.claims, { ...forge.header, crit: ['exp'], exp: 1 }).catch(() => `${encoded({ ...forge.header, crit: ['exp'] })}.${encoded(forge.claims)}.x`), 'INVALID_TOKEN'],
  'that has expired': [changed({ iat: 1, exp: 2 }), 'TOKEN_EXPIRED'],
  'that expires now': [() => changed({ exp: now() })(), 'TOKEN_EXPIRED'],
  'that is not valid yet': [() => changed({ nbf: now() + 60 })(), 'INVALID_TOKEN'],
  'that never expires': [changed({ exp: undefined }), 'INVALID_TOKEN'],
  'whose expiry is text': [changed({ exp: '9999999999' }), 'INVALID_TOKEN'],
  'of another issuer': [changed({ iss: 'https://evil.example' }), 'INVALID_TOKEN'],
  'of no issuer': [changed({ iss: undefined }), 'INVALID_TOKEN'],
  'for another audience': [changed({ aud: 'another' }), 'INVALID_TOKEN'],
  'for no audience': [changed({ aud: undefined }), 'INVALID_TOKEN'],
  'of another type': [changed({}, { typ: 'JWT' }), 'INVALID_TOKEN'],
  'of no type': [changed({}, { typ: undefined }), 'INVALID_TOKEN'],
  'of no session': [changed({ sid: undefined }), 'INVALID_TOKEN'],
  'of an unknown session': [() => changed({ sid: newId() })(), 'SESSION_REVOKED'],
  'of somebody else in one\'s own session': [() => changed({ sub: stranger.id })(), 'SESSION_REVOKED'],
  'of nobody': [changed({ sub: '' }), 'INVALID_TOKEN'],
  'that is a refresh token': [() => forge.refreshToken, 'INVALID_TOKEN'],
  'with a bit flipped in its header': [flipped(0), 'INVALID_TOKEN'],
  'with a bit flipped in its claims': [flipped(1), 'INVALID_TOKEN'],
  'with a bit flipped in its signature': [flipped(2), 'INVALID_TOKEN'],
  'that is cut': [() => forge.token.slice(0, -1), 'INVALID_TOKEN'],
  'with a fourth part': [() => `${forge.token}.x`, 'INVALID_TOKEN'],
  'that is a word': [() => 'token', 'INVALID_TOKEN'],
  'that is an empty object': [() => `${encoded({})}.${encoded({})}.`, 'INVALID_TOKEN'],
  'of the tests, signed by nobody': [() => `test.${encoded({ userId: owner.id })}.`, 'INVALID_TOKEN'],
};

describe('a token', () => {
  it('made by the forge with the right claims works, so that the others are refused for what is wrong with them', async () => {
    const { me } = await graph.withToken(await changed({})()).ask(MeDocument, {});
    expect(me?.id).toBe(owner.id);
  });

  it.each(Object.keys(attacks))('%s is refused over HTTP, sockets and event streams', async (attack) => {
    const [make, code] = attacks[attack] as (typeof attacks)[string];
    const token = await make();

    const http = await graph.withToken(token).run(MeDocument, {});
    const stream = await graph.withToken(token).http('/graphql', {
      method: 'POST', headers: { 'content-type': 'application/json', accept: 'text/event-stream' }, body: JSON.stringify({ query: 'subscription { chatEvents { __typename } }' }),
    });
    const socket = await RawSocket.open(graph.url);
    socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });

    expect([http.status, http.data, http.errors.map(({ extensions }) => extensions.code)]).toEqual([401, null, [code]]);
    expect([stream.status, await stream.text()]).toEqual([401, expect.stringContaining(`"${code}"`)]);
    expect(await socket.closeCode()).toBe(4401);
  });
});

it('is not taken from anywhere but the Authorization header', async () => {
  const places = [
    graph.anonymous().http(`/graphql?access_token=${forge.token}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ me { id } }"}' }),
    graph.anonymous().http('/graphql', { method: 'POST', headers: { 'content-type': 'application/json', cookie: `token=${forge.token}; access_token=${forge.token}` }, body: '{"query":"{ me { id } }"}' }),
    graph.anonymous().http('/graphql', { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Basic ${forge.token}` }, body: '{"query":"{ me { id } }"}' }),
  ];
  for (const response of await Promise.all(places)) expect(await response.text()).toContain('UNAUTHENTICATED');
});
