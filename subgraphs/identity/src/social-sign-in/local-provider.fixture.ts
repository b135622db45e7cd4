import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { localServer } from '@sangam/kit/testing/local-server';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';

/** Somebody with an account at the provider. */
export interface AccountThere {
  readonly subject: string;
  readonly email?: string;
  readonly verified?: boolean;
  readonly name?: string;
}

type IdTokenMaker = (claims: JWTPayload, keys: ProviderKeys) => Promise<string> | string;
type ProviderKeys = Awaited<ReturnType<typeof generateKeyPair>>;

interface Visit {
  readonly account: AccountThere;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly nonce: string | null;
  readonly idToken: IdTokenMaker;
}

/** A provider that speaks OpenID Connect as Google and Kakao do, and OAuth 2 as Facebook does, with real keys. */
export interface LocalProvider {
  readonly url: string;
  /** Settings of a product that knows it as all three. */
  readonly environment: Readonly<Record<string, string>>;
  /** Requests received so far, by path. */
  readonly requests: readonly string[];
  /** Signs somebody in at the address of `requestAuthorizationUrl`; what the browser is sent back with. Id tokens can be made otherwise than they should be. */
  visit(authorizationUrl: string, account: AccountThere, idToken?: IdTokenMaker): { readonly code: string; readonly state: string };
  /** What it answers until told otherwise: as it should, an error, or nothing. */
  mood: 'well' | 'failing' | 'silent';
  close(): Promise<void>;
}

export const CLIENT = { id: 'sangam-client', secret: 'secret-of-the-client' };
export const REDIRECT_URI = 'https://app.sangam.example/signed-in';
const KEY_ID = 'local-1';

/** An id token as it should be. */
export const properly: IdTokenMaker = (claims, { privateKey }) => new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: KEY_ID }).sign(privateKey);

export async function startLocalProvider(clock: { now(): number }): Promise<LocalProvider> {
  const keys = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: KEY_ID, alg: 'RS256', use: 'sig' };
  const codes = new Map<string, Visit>();
  const tokens = new Map<string, AccountThere>();
  const requests: string[] = [];
  const provider = { mood: 'well' as LocalProvider['mood'], requests };

  const issue = async (form: URLSearchParams): Promise<Answer> => {
    const visit = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url');
    if (form.get('client_id') !== CLIENT.id || form.get('client_secret') !== CLIENT.secret) return { status: 401, body: { error: 'invalid_client' } };
    if (!visit || visit.redirectUri !== form.get('redirect_uri') || visit.challenge !== challenge) return { status: 400, body: { error: 'invalid_grant' } };
    const accessToken = randomUUID();
    tokens.set(accessToken, visit.account);
    const idToken = visit.nonce === null ? {} : { id_token: await visit.idToken(claimsOf(server.url, visit, clock.now()), keys) };
    return { status: 200, body: { access_token: accessToken, token_type: 'bearer', expires_in: 3_600, ...idToken } };
  };

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://local');
    const bearer = (request.headers.authorization ?? '').replace('Bearer ', '');
    const account = tokens.get(bearer);
    if (pathname === '/.well-known/openid-configuration') return { status: 200, body: discoveryOf(server.url) };
    if (pathname === '/keys') return { status: 200, body: { keys: [jwk] } };
    if (pathname === '/token' || pathname === '/graph/oauth/access_token') return issue(new URLSearchParams(await textOf(request)));
    if (!account) return { status: 401, body: { error: 'invalid_token' } };
    if (pathname === '/v2/user/me') return { status: 200, body: kakaoAccount(account) };
    const proof = createHmac('sha256', CLIENT.secret).update(bearer).digest('hex');
    if (pathname !== '/graph/me' || searchParams.get('appsecret_proof') !== proof) return { status: 400, body: { error: 'bad request' } };
    return { status: 200, body: { id: account.subject, name: account.name, email: account.email } };
  };

  const server = await localServer((request, response) => {
    requests.push(request.url ?? '');
    if (provider.mood === 'silent') return;
    if (provider.mood === 'failing') return send(response, { status: 500, body: { error: 'server_error' } });
    answer(request).then((given) => send(response, given), () => response.destroy());
  });

  return Object.assign(provider, {
    url: server.url, environment: environmentOf(server.url), close: () => server.close(),
    visit(authorizationUrl: string, account: AccountThere, idToken: IdTokenMaker = properly) {
      const query = new URL(authorizationUrl).searchParams;
      const code = randomUUID();
      codes.set(code, { account, idToken, redirectUri: query.get('redirect_uri') ?? '', challenge: query.get('code_challenge') ?? '', nonce: query.get('nonce') });
      return { code, state: query.get('state') ?? '' };
    },
  });
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function claimsOf(issuer: string, { account, nonce }: Visit, now: number): JWTPayload {
  const seconds = Math.floor(now / 1_000);
  return {
    iss: issuer, aud: CLIENT.id, sub: account.subject, iat: seconds, exp: seconds + 300, nonce, email: account.email, email_verified: account.verified ?? true, name: account.name,
  };
}

const kakaoAccount = ({ subject, email, verified = true, name }: AccountThere): object => ({
  id: Number(subject), kakao_account: { email, is_email_valid: email !== undefined, is_email_verified: email !== undefined && verified, profile: { nickname: name } },
});

const discoveryOf = (issuer: string): object => ({
  issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/keys`, response_types_supported: ['code'],
  subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256'], code_challenge_methods_supported: ['S256'], authorization_response_iss_parameter_supported: true,
});

const environmentOf = (url: string): Record<string, string> => ({
  EGRESS_ALLOW: url.replace('http://', ''), SOCIAL_REDIRECT_URIS: `${REDIRECT_URI},https://app.sangam.example/elsewhere`,
  SOCIAL_GOOGLE_CLIENT_ID: CLIENT.id, SOCIAL_GOOGLE_CLIENT_SECRET: CLIENT.secret, SOCIAL_GOOGLE_ISSUER: url,
  SOCIAL_KAKAO_CLIENT_ID: CLIENT.id, SOCIAL_KAKAO_CLIENT_SECRET: CLIENT.secret, SOCIAL_KAKAO_ISSUER: url, SOCIAL_KAKAO_API: url,
  SOCIAL_FACEBOOK_CLIENT_ID: CLIENT.id, SOCIAL_FACEBOOK_CLIENT_SECRET: CLIENT.secret, SOCIAL_FACEBOOK_DIALOG: `${url}/dialog`, SOCIAL_FACEBOOK_GRAPH: `${url}/graph`,
  SOCIAL_FACEBOOK_EMAILS_PROVEN: 'true', SOCIAL_MOCK: 'true',
});
