import { createHash } from 'node:crypto';
import { findMany, findOne } from '@sangam/kit/database/read';
import { dumpTables } from '@sangam/kit/testing/dump-tables';
import { startGraph, type TestClient, type TestGraph } from '@sangam/kit/testing/harness';
import { RequestAuthorizationUrlDocument, BanUserDocument, LoginDocument, MeDocument, RegisterDocument, SignInWithProviderDocument, type SignInWithProviderInput } from '@sangam/schema/typed/operations';
import { SignJWT, UnsecuredJWT, generateKeyPair, type JWTPayload } from 'jose';
import { tokensIn } from '../sessions/tokens-in.fixture';
import { LoginSession } from '../sessions/login-session.entity';
import { User } from '../users/user.entity';
import { ExternalIdentity } from './external-identity.entity';
import { properly, REDIRECT_URI, startLocalProvider, type AccountThere, type LocalProvider } from './local-provider.fixture';
import { ProviderState } from './provider-state.entity';

type Provider = SignInWithProviderInput['provider'];
const MINUTE = 60_000;
let graph: TestGraph;
let provider: LocalProvider;
let subjects = 1_000;

beforeAll(async () => {
  provider = await startLocalProvider({ now: () => graph.clock.now() });
  graph = await startGraph({ subgraphs: ['identity'], environment: provider.environment });
});
afterAll(async () => {
  await graph.stop();
  await provider.close();
});
afterEach(() => {
  provider.mood = 'well';
});

const anybody = () => graph.anonymous();
const somebody = (change: Partial<AccountThere> = {}): AccountThere => {
  const subject = String((subjects += 1));
  return { subject, email: `social-${subject}@example.com`, name: 'Min-ji Kim', ...change };
};
const begun = async (name: Provider = 'GOOGLE', client: TestClient = anybody()) => (await client.ask(RequestAuthorizationUrlDocument, { provider: name })).requestAuthorizationUrl;
/** Leaves for the provider, signs in there and comes back. */
const cameBack = async (account: AccountThere, name: Provider = 'GOOGLE', idToken: Parameters<LocalProvider['visit']>[2] = properly): Promise<SignInWithProviderInput> => {
  const { url, stateToken } = await begun(name);
  return { provider: name, stateToken, ...provider.visit(url, account, idToken) };
};
const signInWith = (input: SignInWithProviderInput) => anybody().ask(SignInWithProviderDocument, { input });
const refusalOf = (input: SignInWithProviderInput) => anybody().refusal(SignInWithProviderDocument, { input });
const usersOf = (email = '') => findMany(graph.context('identity'), User, { where: { emailCanonical: email } });
const identitiesOf = (subject: string) => findMany(graph.context('identity'), ExternalIdentity, { where: { subject } });

describe('signing in with a provider', () => {
  it.each<Provider>(['GOOGLE', 'KAKAO', 'FACEBOOK'])('makes an account the first time and finds it again by who it is, not by its address: %s', async (name) => {
    const account = somebody();

    const first = tokensIn((await signInWith(await cameBack(account, name))).signInWithProvider);
    expect(first).toMatchObject({ __typename: 'AuthenticationTokens', user: { displayName: 'Min-ji Kim', email: account.email, emailVerified: true } });
    expect(await graph.withToken(first.accessToken).ask(MeDocument, {})).toMatchObject({ me: { id: first.user.id } });

    const again = tokensIn((await signInWith(await cameBack({ ...account, email: `moved-${account.email}` }, name))).signInWithProvider);
    expect(again.user).toMatchObject({ id: first.user.id, email: account.email });
    expect(await identitiesOf(account.subject)).toHaveLength(1);
    expect(await usersOf(`moved-${account.email}`)).toEqual([]);
  });

  it('leaves with PKCE, a state and a nonce, for the provider, and comes back to the page that was asked for', async () => {
    const redirectUri = 'https://app.sangam.example/elsewhere';
    const { requestAuthorizationUrl: { url, stateToken, expiresIn } } = await anybody().ask(RequestAuthorizationUrlDocument, { provider: 'GOOGLE', redirectUri });

    const query = Object.fromEntries(new URL(url).searchParams);
    expect(url.startsWith(`${provider.url}/authorize?`)).toBe(true);
    expect(query).toMatchObject({ client_id: 'sangam-client', response_type: 'code', redirect_uri: redirectUri, code_challenge_method: 'S256', scope: 'openid email profile' });
    expect([query.code_challenge?.length, query.nonce?.length, expiresIn]).toEqual([43, 43, 600]);
    expect(url).not.toContain(stateToken);
    await expect(signInWith({ provider: 'GOOGLE', stateToken, ...provider.visit(url, somebody()) })).resolves.toBeTruthy();
  });

  it('links an account whose address both sides have verified, and tells its owner', async () => {
    const person = await graph.person();

    const { user } = tokensIn((await signInWith(await cameBack(somebody({ email: person.email })))).signInWithProvider);
    await graph.jobs.drain();

    expect(user.id).toBe(person.id);
    expect((await graph.mails()).filter(({ to }) => to === person.email).map(({ subject }) => subject)).toEqual(['Google was linked to your account']);
    await expect(person.signIn()).resolves.toBeTruthy();
  });

  it('makes one person of parallel returns of one account', async () => {
    const account = somebody();
    const returns = await Promise.all(Array.from({ length: 5 }, () => cameBack(account)));

    const answers = await Promise.all(returns.map((input) => signInWith(input)));

    expect(new Set(answers.map(({ signInWithProvider }) => tokensIn(signInWithProvider).user.id)).size).toBe(1);
    expect([await usersOf(account.email), await identitiesOf(account.subject)].map(({ length }) => length)).toEqual([1, 1]);
    await graph.jobs.drain();
  });

  it('gives no tokens to somebody who is banned', async () => {
    const person = await graph.person();
    await graph.asAdmin().ask(BanUserDocument, { id: person.id, reason: 'Fraud' });

    expect(await refusalOf(await cameBack(somebody({ email: person.email })))).toBe('ACCOUNT_DISABLED');
  });

  it('keeps no secret that works in the database', async () => {
    const { url, stateToken } = await begun();
    const verifierOrNonce = new URL(url).searchParams.get('nonce') ?? '';

    const tables = JSON.stringify(await dumpTables(graph.context('identity')));

    expect(tables).not.toContain(stateToken.split('.')[1]);
    expect(tables).not.toContain(verifierOrNonce);
  });
});

describe('an account is not taken over', () => {
  it.each<[string, Provider, Partial<AccountThere>]>([
    ['an address that Google has not verified', 'GOOGLE', { verified: false }],
    ['an address that Kakao has not verified', 'KAKAO', { verified: false }],
    ['no address', 'KAKAO', { email: undefined }],
    ['no address of Facebook', 'FACEBOOK', { email: undefined }],
    ['something that is no address', 'FACEBOOK', { email: 'root@localhost' }],
  ])('by %s: the answer is the same whether it has an account or not', async (_what, name, change) => {
    const person = await graph.person();
    const stranger = somebody(change);
    const attempts = [somebody({ email: person.email, ...change }), stranger];

    for (const account of attempts) {
      expect(await refusalOf(await cameBack(account, name))).toBe('PROVIDER_NOT_LINKED');
      expect(await identitiesOf(account.subject)).toEqual([]);
    }
    expect(await usersOf(stranger.email)).toEqual([]);
  });

  it('by an address of Facebook where the operator does not trust these', async () => {
    const careful = await startGraph({ subgraphs: ['identity'], environment: { ...provider.environment, SOCIAL_FACEBOOK_EMAILS_PROVEN: 'false' } });
    const { requestAuthorizationUrl: { url, stateToken } } = await careful.anonymous().ask(RequestAuthorizationUrlDocument, { provider: 'FACEBOOK' });

    expect(await careful.anonymous().refusal(SignInWithProviderDocument, { input: { provider: 'FACEBOOK', stateToken, ...provider.visit(url, somebody()) } })).toBe('PROVIDER_NOT_LINKED');
    await careful.stop();
  });

  it('by somebody who signed up with the address before its owner came', async () => {
    const account = somebody();
    await anybody().ask(RegisterDocument, { input: { email: account.email ?? '', password: 'Attacker1horse', fullName: 'Mallory', termsAccepted: true } });
    await graph.jobs.drain();

    expect(await refusalOf(await cameBack(account))).toBe('PROVIDER_NOT_LINKED');
    await expect(anybody().ask(LoginDocument, { input: { email: account.email ?? '', password: 'Attacker1horse' } })).resolves.toMatchObject({ login: { user: { displayName: 'Mallory' } } });
    expect(await identitiesOf(account.subject)).toEqual([]);
  });

  it('by an address that changed hands at the provider', async () => {
    const account = somebody();
    await signInWith(await cameBack(account));

    expect(await refusalOf(await cameBack(somebody({ email: account.email })))).toBe('PROVIDER_NOT_LINKED');
  });
});

describe('coming back', () => {
  const failed = 'PROVIDER_SIGN_IN_FAILED';

  it('works once, for ten minutes, with the state and the provider of the departure, and not to a page that is not the operator\'s', async () => {
    const input = await cameBack(somebody());
    const other = await cameBack(somebody());
    expect(await refusalOf({ ...input, state: other.state })).toBe(failed);
    expect(await refusalOf({ ...input, stateToken: other.stateToken })).toBe(failed);
    expect(await refusalOf({ ...input, state: 'made-up' })).toBe(failed);
    expect(await refusalOf({ ...input, provider: 'KAKAO' })).toBe(failed);
    await signInWith(input);
    expect(await refusalOf(input)).toBe(failed);

    const late = await cameBack(somebody());
    graph.clock.advance(10 * MINUTE);
    expect(await refusalOf(late)).toBe(failed);
    for (const redirectUri of ['https://evil.example/signed-in', `${REDIRECT_URI}/../x`, `${REDIRECT_URI}?next=https://evil.example`, 'javascript:alert(1)', '']) {
      expect(await anybody().refusal(RequestAuthorizationUrlDocument, { provider: 'GOOGLE', redirectUri })).toBe('BAD_USER_INPUT');
    }
  });

  it('lets one of parallel uses of a state win', async () => {
    const account = somebody();
    const input = await cameBack(account);

    const answers = await Promise.all(Array.from({ length: 10 }, () => anybody().run(SignInWithProviderDocument, { input })));

    expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    const [user] = await usersOf(account.email);
    expect(await findMany(graph.context('identity'), LoginSession, { where: { userId: user?.id ?? '' } })).toHaveLength(1);
  });

  it('takes no code twice, of another departure (PKCE) or made up', async () => {
    const [input, { state, stateToken }] = [await cameBack(somebody()), await begun().then(({ url, stateToken }) => ({ state: new URL(url).searchParams.get('state') ?? '', stateToken }))];
    expect(await refusalOf({ ...input, state, stateToken })).toBe(failed);
    expect(await refusalOf(input)).toBe(failed);

    const used = await cameBack(somebody());
    await signInWith(used);
    const { url, stateToken: fresh } = await begun();
    expect(await refusalOf({ ...used, state: new URL(url).searchParams.get('state') ?? '', stateToken: fresh })).toBe(failed);
    expect(await refusalOf({ ...(await cameBack(somebody())), code: 'made-up' })).toBe(failed);
  });

  it.each<[string, Parameters<LocalProvider['visit']>[2]]>([
    ['another nonce', (claims, keys) => properly({ ...claims, nonce: 'another' }, keys)],
    ['no nonce', ({ nonce: _nonce, ...claims }, keys) => properly(claims, keys)],
    ['another audience', (claims, keys) => properly({ ...claims, aud: 'another-client' }, keys)],
    ['another issuer', (claims, keys) => properly({ ...claims, iss: 'https://evil.example' }, keys)],
    ['a time that has passed', (claims, keys) => properly({ ...claims, iat: (claims.iat ?? 0) - 600, exp: (claims.exp ?? 0) - 600 }, keys)],
    ['no subject', ({ sub: _sub, ...claims }, keys) => properly(claims, keys)],
    ['the algorithm none', (claims) => new UnsecuredJWT(claims).encode()],
    ['no signature', async (claims, keys) => `${(await properly(claims, keys)).split('.').slice(0, 2).join('.')}.`],
    ['claims changed after they were signed', async (claims, keys) => changed(await properly(claims, keys), claims)],
    ['a key that is not the provider\'s', async (claims) => properly(claims, await generateKeyPair('RS256'))],
    ['the client\'s secret for a key', (claims) => new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'local-1' }).sign(createHash('sha256').update('secret-of-the-client').digest())],
    ['nothing that is a token', () => 'nonsense'],
  ])('with an id token of %s signs nobody in', async (_what, idToken) => {
    const account = somebody();

    expect(await refusalOf(await cameBack(account, 'GOOGLE', idToken))).toBe(failed);

    expect(await usersOf(account.email)).toEqual([]);
  });

  it('says so when the provider fails or is silent', async () => {
    for (const mood of ['failing', 'silent'] as const) {
      const input = await cameBack(somebody());
      provider.mood = mood;
      expect(await refusalOf(input)).toBe('PROVIDER_UNAVAILABLE');
      provider.mood = 'well';
    }
  });
});

it('offers no provider without settings', async () => {
  const bare = await startGraph({ subgraphs: ['identity'], environment: { SOCIAL_REDIRECT_URIS: REDIRECT_URI } });

  for (const name of ['GOOGLE', 'FACEBOOK', 'KAKAO', 'MOCK'] as const) expect(await bare.anonymous().refusal(RequestAuthorizationUrlDocument, { provider: name })).toBe('PROVIDER_NOT_CONFIGURED');
  await bare.stop();
});

it('forgets departures from which nobody came back', async () => {
  await begun();
  await graph.jobs.drain({ until: graph.clock.now() + 2 * 60 * MINUTE });

  expect(await findOne(graph.context('identity'), ProviderState, {})).toBeNull();
});

function changed(token: string, claims: JWTPayload): string {
  const [header, , signature] = token.split('.');
  return [header, Buffer.from(JSON.stringify({ ...claims, sub: 'somebody-else' })).toString('base64url'), signature].join('.');
}
