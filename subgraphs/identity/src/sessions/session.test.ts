import { count } from '@sangam/kit/database/read';
import { unionMember } from '@sangam/kit/graphql/union-member';
import type { TestClient, TestGraph } from '@sangam/kit/testing/harness';
import { startGraph } from '@sangam/kit/testing/harness';
import {
  ChangePasswordDocument, LoginDocument, LogoutDocument, MeDocument, MyLoginSessionsDocument, RefreshTokenDocument, RegisterDocument, RevokeAllLoginSessionsDocument,
  RevokeLoginSessionDocument, type LoginMutation,
} from '@sangam/schema/typed/operations';
import { LoginThrottle } from '../credentials/credential.entity';

type Tokens = Extract<LoginMutation['login'], { __typename: 'AuthenticationTokens' }>;

const password = 'Correct1horse';
let graph: TestGraph;
let people = 0;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'] });
});
afterAll(async () => {
  await graph.jobs.drain();
  await graph.stop();
});

async function registered(): Promise<string> {
  const email = `person${(people += 1)}@example.com`;
  await graph.anonymous().ask(RegisterDocument, { input: { email, password, fullName: 'Asha Rao', termsAccepted: true } });
  await graph.jobs.drain();
  return email;
}

async function signedIn(email: string, deviceLabel?: string): Promise<Tokens> {
  const { login } = await graph.anonymous().ask(LoginDocument, { input: { email, password, deviceLabel } });
  return unionMember(login, 'AuthenticationTokens');
}

const refresh = (refreshToken: string) => graph.anonymous().ask(RefreshTokenDocument, { refreshToken });
const sessionsOf = async (client: TestClient) => (await client.ask(MyLoginSessionsDocument, { first: 20 })).me?.loginSessions?.nodes ?? [];

describe('signing in', () => {
  it('gives tokens that open the graph', async () => {
    const email = await registered();

    const tokens = await signedIn(email.toUpperCase());

    expect(tokens.expiresIn).toBe(900);
    const { me } = await graph.withToken(tokens.accessToken).ask(MeDocument, {});
    expect(me).toMatchObject({ displayName: 'Asha Rao', email, emailVerified: false, status: 'ACTIVE', platformRoles: [] });
  });

  it('tells a wrong password and an unknown address apart for nobody', async () => {
    const email = await registered();
    const attempt = (input: { email: string; password: string }) => graph.anonymous().run(LoginDocument, { input });

    const wrong = await attempt({ email, password: 'Wrong1horse' });
    const unknown = await attempt({ email: 'nobody@example.com', password });

    const bare = (errors: typeof wrong.errors) => errors.map(({ message, path, extensions }) => ({ message, path, code: extensions.code }));
    expect(bare(wrong.errors)).toEqual([{ message: 'The credentials are not valid.', path: ['login'], code: 'INVALID_CREDENTIALS' }]);
    expect(bare(unknown.errors)).toEqual(bare(wrong.errors));
  });

  it('locks an address after five failures, for the right password too, and opens again after the lock', async () => {
    const email = await registered();
    const attempt = (secret: string) => graph.anonymous().run(LoginDocument, { input: { email, password: secret } });

    const parallel = await Promise.all(Array.from({ length: 12 }, () => attempt('Wrong1horse')));

    expect(parallel.filter(({ errors }) => errors[0]?.extensions.code === 'INVALID_CREDENTIALS')).toHaveLength(5);
    expect(parallel.filter(({ errors }) => errors[0]?.extensions.code === 'RATE_LIMITED')).toHaveLength(7);
    const [locked] = (await attempt(password)).errors;
    expect(locked?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfter: 900 });
    await graph.jobs.drain({ until: graph.clock.now() + 86_400_000 });
    expect(await count(graph.context('identity'), LoginThrottle, {})).toBe(0);
    await expect(signedIn(email)).resolves.toMatchObject({ expiresIn: 900 });
  });
});

it('lets many sign in at once with the right password', async () => {
  const email = await registered();
  const tokens = await Promise.all(Array.from({ length: 20 }, () => signedIn(email)));
  expect(new Set(tokens.map(({ refreshToken }) => refreshToken)).size).toBe(20);
});

describe('a refresh token', () => {
  it('is good once, and its direct parent gets the same successor for ten seconds', async () => {
    const first = await signedIn(await registered());

    const results = await Promise.all(Array.from({ length: 20 }, () => refresh(first.refreshToken)));

    const successors = new Set(results.map(({ refreshToken }) => refreshToken.refreshToken));
    expect(successors.size).toBe(1);
    expect(successors).not.toContain(first.refreshToken);
  });

  it('ends the whole session when it is used again after the grace', async () => {
    const first = await signedIn(await registered());
    const { refreshToken: second } = await refresh(first.refreshToken);
    graph.clock.advance(10_001);

    const thief = await graph.anonymous().refusal(RefreshTokenDocument, { refreshToken: first.refreshToken });

    expect(thief).toBe('SESSION_REVOKED');
    expect(await graph.anonymous().refusal(RefreshTokenDocument, { refreshToken: second.refreshToken })).toBe('SESSION_REVOKED');
    expect(await graph.withToken(second.accessToken).refusal(MeDocument, {})).toBe('SESSION_REVOKED');
  });

  it('ends the session at once when it is two generations old', async () => {
    const first = await signedIn(await registered());
    const { refreshToken: second } = await refresh(first.refreshToken);
    const { refreshToken: third } = await refresh(second.refreshToken);

    expect(await graph.anonymous().refusal(RefreshTokenDocument, { refreshToken: first.refreshToken })).toBe('SESSION_REVOKED');
    expect(await graph.anonymous().refusal(RefreshTokenDocument, { refreshToken: third.refreshToken })).toBe('SESSION_REVOKED');
  });

  it('is refused when made up, without ending the session it names', async () => {
    const first = await signedIn(await registered());
    const [session] = first.refreshToken.split('.');

    expect(await graph.anonymous().refusal(RefreshTokenDocument, { refreshToken: `${session}.1.${'A'.repeat(43)}` })).toBe('INVALID_TOKEN');
    await expect(refresh(first.refreshToken)).resolves.toMatchObject({ refreshToken: { expiresIn: 900 } });
  });

  it('ends with the session seven days after the last refresh', async () => {
    const first = await signedIn(await registered());
    graph.clock.advance(7 * 86_400_000);

    expect(await graph.anonymous().refusal(RefreshTokenDocument, { refreshToken: first.refreshToken })).toBe('INVALID_TOKEN');
  });
});

describe('ending sessions', () => {
  it('bites at the next request after a logout', async () => {
    const tokens = await signedIn(await registered());
    const client = graph.withToken(tokens.accessToken);
    await client.ask(MeDocument, {});

    await client.ask(LogoutDocument, {});

    const { status, errors } = await client.run(MeDocument, {});
    expect([status, errors[0]?.extensions.code]).toEqual([401, 'SESSION_REVOKED']);
    expect(await graph.anonymous().refusal(RefreshTokenDocument, { refreshToken: tokens.refreshToken })).toBe('SESSION_REVOKED');
  });

  it('lists live sessions newest first and ends one, others, all', async () => {
    const email = await registered();
    const phone = graph.withToken((await signedIn(email, 'Phone')).accessToken);
    graph.clock.advance(1_000);
    const laptop = graph.withToken((await signedIn(email, 'Laptop')).accessToken);
    const listed = await sessionsOf(phone);
    expect(listed.map(({ deviceLabel }) => deviceLabel)).toEqual(['Laptop', 'Phone']);

    await phone.ask(RevokeLoginSessionDocument, { id: listed[0]?.id ?? '' });
    expect(await laptop.refusal(MeDocument, {})).toBe('SESSION_REVOKED');
    const tablet = graph.withToken((await signedIn(email, 'Tablet')).accessToken);
    await phone.ask(RevokeAllLoginSessionsDocument, {});
    expect(await tablet.refusal(MeDocument, {})).toBe('SESSION_REVOKED');
    expect(await sessionsOf(phone)).toHaveLength(1);
    await phone.ask(RevokeAllLoginSessionsDocument, { includeCurrent: true });
    expect(await phone.refusal(MeDocument, {})).toBe('SESSION_REVOKED');
  });

  it('does not end somebody else\'s session', async () => {
    const victim = graph.withToken((await signedIn(await registered())).accessToken);
    const [session] = await sessionsOf(victim);
    const stranger = graph.withToken((await signedIn(await registered())).accessToken);

    expect(await stranger.refusal(RevokeLoginSessionDocument, { id: session?.id ?? '' })).toBe('NOT_FOUND');
    await expect(victim.ask(MeDocument, {})).resolves.toMatchObject({ me: { displayName: 'Asha Rao' } });
  });

  it('happens to all other sessions when the password changes', async () => {
    const email = await registered();
    const other = graph.withToken((await signedIn(email)).accessToken);
    const client = graph.withToken((await signedIn(email)).accessToken);

    expect(await client.refusal(ChangePasswordDocument, { input: { currentPassword: 'Wrong1horse', newPassword: 'Another1horse' } })).toBe('INVALID_CREDENTIALS');
    expect(await client.refusal(ChangePasswordDocument, { input: { currentPassword: password, newPassword: 'short' } })).toBe('BAD_USER_INPUT');
    await expect(other.ask(MeDocument, {})).resolves.toBeTruthy();
    await client.ask(ChangePasswordDocument, { input: { currentPassword: password, newPassword: 'Another1horse' } });

    expect(await other.refusal(MeDocument, {})).toBe('SESSION_REVOKED');
    await expect(client.ask(MeDocument, {})).resolves.toBeTruthy();
    expect(await graph.anonymous().refusal(LoginDocument, { input: { email, password } })).toBe('INVALID_CREDENTIALS');
  });

  it('expires access tokens after fifteen minutes', async () => {
    const tokens = await signedIn(await registered());
    graph.clock.advance(899_000);
    await expect(graph.withToken(tokens.accessToken).ask(MeDocument, {})).resolves.toBeTruthy();
    graph.clock.advance(1_000);

    const { status, errors } = await graph.withToken(tokens.accessToken).run(MeDocument, {});
    expect([status, errors[0]?.extensions.code]).toEqual([401, 'TOKEN_EXPIRED']);
  });
});
