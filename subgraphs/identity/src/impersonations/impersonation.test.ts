import { count, findMany } from '@sangam/kit/database/read';
import { dumpTables } from '@sangam/kit/testing/dump-tables';
import { newId } from '@sangam/kit/ids/new-id';
import { startGraph, type TestClient, type TestGraph } from '@sangam/kit/testing/harness';
import {
  ChangePasswordDocument, DeactivateUserDocument, ImpersonateUserDocument, LogoutDocument, MeDocument, MyAccountActivityDocument, MyLoginSessionsDocument, RefreshTokenDocument, RegisterBirthDetailsDocument,
  RevokeAllLoginSessionsDocument, RevokeLoginSessionDocument, UpdateUserDocument,
} from '@sangam/schema/typed/operations';
import { decodeJwt } from 'jose';
import { BIRTH } from '../access-world.fixture';
import { refreshToken } from '../sessions/refresh-token';
import { LoginSession } from '../sessions/login-session.entity';

const HOUR = 3_600_000;
const REFRESH_KEY = 'a key of this test, at least 32 characters';
let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'], environment: { REFRESH_KEY } });
});
afterAll(async () => {
  await graph.jobs.drain();
  await graph.stop();
});

const administrator = async () => {
  const person = await graph.person({ displayName: 'Support', platformRoles: ['ADMIN'] });
  const { client, signOut, refreshToken: refresh } = await person.signIn();
  return { person, client, signOut, refresh };
};
const impersonate = async (client: TestClient, id: string) => {
  const { impersonateUser } = await client.ask(ImpersonateUserDocument, { id, reason: ' Cannot find the invoice ' });
  return { ...impersonateUser, client: graph.withToken(impersonateUser.accessToken) };
};
const activityOf = async (client: TestClient) => (await client.ask(MyAccountActivityDocument, {})).me?.accountActivity?.nodes ?? [];

it('makes an administrator the person for an hour, without refresh; the token names both', async () => {
  const { person: support, client } = await administrator();
  const person = await graph.person({ displayName: 'Asha Rao' });

  const acting = await impersonate(client, person.id);

  expect(acting).toMatchObject({ expiresIn: 3_600, user: { id: person.id, displayName: 'Asha Rao', email: person.email } });
  expect(decodeJwt(acting.accessToken)).toMatchObject({ sub: person.id, act: { sub: support.id } });
  expect((await acting.client.ask(MeDocument, {})).me).toMatchObject({ id: person.id, email: person.email, platformRoles: [], lastSignedInAt: null });
  const { sid } = decodeJwt(acting.accessToken);
  const forged = refreshToken(REFRESH_KEY, { sessionId: String(sid), sequence: 0 });
  for (const token of [acting.accessToken, forged]) expect(await graph.anonymous().refusal(RefreshTokenDocument, { refreshToken: token })).toMatch(/^(INVALID_TOKEN|SESSION_REVOKED)$/);
});

it('ends after an hour', async () => {
  const { client } = await administrator();
  const acting = await impersonate(client, (await graph.person()).id);
  graph.clock.advance(HOUR - 1_000);
  await acting.client.ask(MeDocument, {});

  graph.clock.advance(1_000);

  expect(await acting.client.refusal(MeDocument, {})).toBe('TOKEN_EXPIRED');
});

it('changes no credentials, ends no other sessions and impersonates nobody further', async () => {
  const { client } = await administrator();
  const person = await graph.person();
  const own = await person.signIn();
  const acting = await impersonate(client, person.id);
  const before = await dumpTables(graph.context('identity'));
  const answers = [
    await acting.client.refusal(ChangePasswordDocument, { input: { currentPassword: person.password, newPassword: 'Another1horse' } }),
    await acting.client.refusal(RevokeAllLoginSessionsDocument, {}),
    await acting.client.refusal(RevokeLoginSessionDocument, { id: own.refreshToken.split('.')[0] ?? '' }),
    await acting.client.refusal(ImpersonateUserDocument, { id: person.id, reason: 'Again' }),
  ];

  expect(answers).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
  expect(await dumpTables(graph.context('identity'))).toEqual(before);
  await own.client.ask(MeDocument, {});
});

it('is on record with both, and so is what the administrator does in the person\'s name', async () => {
  const { person: support, client } = await administrator();
  const person = await graph.person();
  const acting = await impersonate(client, person.id);
  graph.clock.advance(1);
  await acting.client.ask(RegisterBirthDetailsDocument, { input: BIRTH });
  graph.clock.advance(1);
  await acting.client.ask(LogoutDocument, {});
  const own = await person.signIn();

  const [, ...done] = await activityOf(own.client);
  expect(done.map(({ kind, actor, ip }) => [kind, actor?.id, ip])).toEqual([['SIGNED_OUT', support.id, null], ['BIRTH_DETAILS_REGISTERED', support.id, null], ['IMPERSONATED', support.id, null]]);
  expect(done[2]).toMatchObject({ actor: { displayName: 'Support' }, loginSession: { id: decodeJwt(acting.accessToken).sid }, details: [{ name: 'reason', value: 'Cannot find the invoice' }] });
  expect((await activityOf(client))[0]).toMatchObject({ kind: 'IMPERSONATION_STARTED', actor: null, details: [{ name: 'person', value: person.id }, { name: 'reason', value: 'Cannot find the invoice' }] });
});

it('shows among the sessions of the person, who can end it', async () => {
  const { person: support, client } = await administrator();
  const person = await graph.person();
  const own = await person.signIn();
  graph.clock.advance(1);
  const acting = await impersonate(client, person.id);

  const sessions = (await own.client.ask(MyLoginSessionsDocument, {})).me?.loginSessions?.nodes ?? [];
  expect(sessions.map(({ actor, ip }) => [actor?.id, ip === ''])).toEqual([[support.id, true], [undefined, false]]);
  await own.client.ask(RevokeLoginSessionDocument, { id: sessions[0]?.id ?? '' });

  expect(await acting.client.refusal(MeDocument, {})).toBe('SESSION_REVOKED');
  await client.ask(MeDocument, {});
});

type Support = Awaited<ReturnType<typeof administrator>>;
it.each<[string, (support: Support, personId: string) => Promise<unknown>]>([
  ['the administrator signs out', ({ client }) => client.ask(LogoutDocument, {})],
  ['the administrator ends the session it was begun in from another one', async ({ person, refresh }) => (await person.signIn()).client.ask(RevokeLoginSessionDocument, { id: refresh.split('.')[0] ?? '' })],
  ['the administrator is one no more', async ({ person }) => (await administrator()).client.ask(UpdateUserDocument, { id: person.id, input: { platformRoles: [] } })],
  ['the person is kept out', async ({ client }, id) => client.ask(DeactivateUserDocument, { id, reason: 'Left' })],
])('ends when %s', async (_what, happen) => {
  const support = await administrator();
  const { id } = await graph.person();
  const acting = await impersonate(support.client, id);
  await acting.client.ask(MeDocument, {});

  await happen(support, id);

  expect(await acting.client.refusal(MeDocument, {})).toMatch(/^(SESSION_REVOKED|ACCOUNT_DISABLED)$/);
});

it('ends when the person gets a platform role', async () => {
  const support = await administrator();
  const { id } = await graph.person();
  const acting = await impersonate(support.client, id);

  await support.client.ask(UpdateUserDocument, { id, input: { platformRoles: ['STAFF'] } });

  expect(await acting.client.refusal(MeDocument, {})).toBe('SESSION_REVOKED');
});

it('does not outlive the administrator\'s own session', async () => {
  const { client, refresh } = await administrator();
  const { id } = await graph.person();
  const acting = await impersonate(client, id);
  const ctx = graph.context('identity');
  const [own] = await findMany(ctx, LoginSession, { where: { id: refresh.split('.')[0] ?? '' } });

  expect(own?.expiresAt.getTime()).toBeGreaterThan(graph.clock.now());
  expect(await count(ctx, LoginSession, { actorSessionId: own?.id ?? '', revokedAt: null })).toBe(1);
  await client.ask(RevokeAllLoginSessionsDocument, { includeCurrent: true });
  expect(await count(ctx, LoginSession, { actorSessionId: own?.id ?? '', revokedAt: null })).toBe(0);
  expect(await acting.client.refusal(MeDocument, {})).toBe('SESSION_REVOKED');
});

it('refuses nobody, people with a platform role, oneself, people who are kept out and a missing reason, and writes nothing', async () => {
  const { person: support, client } = await administrator();
  const [staff, out, person] = [await graph.person({ platformRoles: ['STAFF'] }), await graph.person(), await graph.person()];
  await client.ask(DeactivateUserDocument, { id: out.id, reason: 'Left' });
  const before = await dumpTables(graph.context('identity'));
  const refusal = (id: string, reason = 'Help') => client.refusal(ImpersonateUserDocument, { id, reason });

  expect([await refusal(newId()), await refusal(staff.id), await refusal(support.id), await refusal(out.id), await refusal(person.id, ' '), await refusal(person.id, 'x'.repeat(501))])
    .toEqual(['NOT_FOUND', 'FORBIDDEN', 'FORBIDDEN', 'INVALID_STATE', 'BAD_USER_INPUT', 'BAD_USER_INPUT']);
  expect(await graph.asUser({ platformRoles: ['STAFF'] }).refusal(ImpersonateUserDocument, { id: person.id, reason: 'Help' })).toBe('FORBIDDEN');
  expect(await dumpTables(graph.context('identity'))).toEqual(before);
});
