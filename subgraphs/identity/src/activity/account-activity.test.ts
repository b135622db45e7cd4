import { count, findMany } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { startGraph, type TestClient, type TestGraph } from '@sangam/kit/testing/harness';
import {
  AccountActivityOfUserDocument, BanUserDocument, ChangePasswordDocument, DeactivateUserDocument, LogoutDocument, MyAccountActivityDocument, RefreshTokenDocument, RegisterBirthDetailsDocument,
  ResetPasswordDocument, RevokeAllLoginSessionsDocument, RevokeLoginSessionDocument, UpdateBirthDetailsDocument, VerifyEmailDocument,
} from '@sangam/schema/typed/operations';
import { BIRTH } from '../access-world.fixture';
import { signUpNewcomer } from '../email-tokens/newcomer.fixture';
import { UserStatusChange } from '../user-administration/user-status-change.entity';
import { User } from '../users/user.entity';
import { AccountActivity } from './account-activity.entity';

const DAY = 86_400_000;
const NEW = 'Another1horse';
let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'] });
});
afterAll(() => graph.stop());

const activityOf = async (client: TestClient, first = 20) => (await client.ask(MyAccountActivityDocument, { first })).me?.accountActivity;
const kindsOf = async (client: TestClient) => (await activityOf(client))?.nodes.map(({ kind }) => kind);
const kindsOfUser = async (userId: string) => (await findMany(graph.context('identity'), AccountActivity, { where: { userId }, orderBy: [{ property: 'createdAt', direction: 'ASC' }, { property: 'id', direction: 'ASC' }] })).map(({ kind }) => kind);

it('tells what a person did, newest first, from where and in which session', async () => {
  const person = await graph.person();
  const { client, refreshToken } = await person.signIn();
  const sessionId = refreshToken.split('.')[0];
  const steps: readonly (() => Promise<unknown>)[] = [
    () => client.ask(RegisterBirthDetailsDocument, { input: BIRTH }),
    () => client.ask(UpdateBirthDetailsDocument, { input: { placeOfBirth: 'Udaipur' } }),
    () => client.ask(ChangePasswordDocument, { input: { currentPassword: person.password, newPassword: NEW } }, { 'X-Request-ID': 'change-of-password' }),
  ];
  for (const step of steps) {
    graph.clock.advance(1);
    await step();
  }

  const activity = await activityOf(client);

  expect(activity?.totalCount).toBe(4);
  expect(activity?.nodes.map(({ kind, details }) => [kind, details.map(({ name, value }) => `${name}=${value}`)])).toEqual([
    ['PASSWORD_CHANGED', []], ['BIRTH_DETAILS_CHANGED', ['fields=placeOfBirth']], ['BIRTH_DETAILS_REGISTERED', []], ['SIGNED_IN', ['method=PASSWORD']],
  ]);
  expect(activity?.nodes[0]).toMatchObject({ requestId: 'change-of-password', actor: null, loginSession: { id: sessionId }, createdAt: new Date(graph.clock.now()).toISOString() });
  expect(activity?.nodes[0]?.ip).toMatch(/127\.0\.0\.1/);
});

it('tells of sessions that were ended, and by whom', async () => {
  const person = await graph.person();
  const [first, second, third] = [await person.signIn(), await person.signIn(), await person.signIn()];
  const act = async (step: () => Promise<unknown>) => {
    graph.clock.advance(1);
    await step();
  };
  await act(() => first.client.ask(RevokeLoginSessionDocument, { id: second.refreshToken.split('.')[0] ?? '' }));
  await act(() => first.client.ask(RevokeAllLoginSessionsDocument, {}));
  await act(() => first.client.ask(RevokeAllLoginSessionsDocument, {}));
  await act(() => first.client.ask(LogoutDocument, {}));

  expect((await kindsOfUser(person.id)).slice(3)).toEqual(['SESSIONS_REVOKED', 'SESSIONS_REVOKED', 'SIGNED_OUT']);
  expect(await third.client.refusal(MyAccountActivityDocument, {})).toBe('SESSION_REVOKED');
});

it('tells once of an old refresh token that was used', async () => {
  const person = await graph.person();
  const { refreshToken } = await person.signIn();
  await graph.anonymous().ask(RefreshTokenDocument, { refreshToken });
  graph.clock.advance(10_001);

  const answers = await Promise.all(Array.from({ length: 5 }, () => graph.anonymous().refusal(RefreshTokenDocument, { refreshToken })));

  expect(new Set(answers)).toEqual(new Set(['SESSION_REVOKED']));
  expect(await kindsOfUser(person.id)).toEqual(['SIGNED_IN', 'REFRESH_TOKEN_REUSED']);
});

it('tells of a sign-up, of the proof of the address and of a password that was reset; a refused step leaves nothing', async () => {
  const { email, verificationToken, resetToken } = await signUpNewcomer(graph);
  const step = async (work: Promise<unknown>) => {
    await work;
    graph.clock.advance(1);
  };
  await step(graph.anonymous().ask(VerifyEmailDocument, { token: verificationToken }));
  await step(graph.anonymous().refusal(VerifyEmailDocument, { token: verificationToken }));
  await step(graph.anonymous().refusal(ResetPasswordDocument, { input: { token: resetToken, newPassword: 'short' } }));
  await step(graph.anonymous().ask(ResetPasswordDocument, { input: { token: resetToken, newPassword: NEW } }));
  await graph.jobs.drain();

  const [{ id } = { id: '' }] = await findMany(graph.context('identity'), User, { where: { emailCanonical: email } });
  expect(await kindsOfUser(id)).toEqual(['REGISTERED', 'EMAIL_VERIFIED', 'PASSWORD_RESET']);
});

it('names the administrator who changed something, without the address it came from; administrators see both', async () => {
  const administrator = await graph.person({ displayName: 'Support', platformRoles: ['ADMIN'] });
  const admin = graph.asUser({ userId: administrator.id, platformRoles: ['ADMIN'] });
  const person = await graph.person();
  const until = new Date(graph.clock.now() + DAY).toISOString();
  await admin.ask(BanUserDocument, { id: person.id, reason: 'Spam', until });
  await graph.jobs.drain({ until: graph.clock.now() + 2 * DAY });
  const { client } = await person.signIn();

  const [, lifted, banned] = (await activityOf(client))?.nodes ?? [];
  expect(banned).toMatchObject({ kind: 'STATUS_CHANGED', actor: { id: administrator.id, displayName: 'Support' }, ip: null, loginSession: null, details: [{ name: 'status', value: 'BANNED' }, { name: 'reason', value: 'Spam' }] });
  expect(lifted).toMatchObject({ kind: 'STATUS_CHANGED', actor: null, details: [{ name: 'status', value: 'ACTIVE' }, { name: 'reason', value: 'The ban has run out.' }] });
  const seen = (await admin.ask(AccountActivityOfUserDocument, { id: person.id })).user?.accountActivity?.nodes;
  expect(seen?.map(({ kind }) => kind)).toEqual(['SIGNED_IN', 'STATUS_CHANGED', 'STATUS_CHANGED']);
  expect(seen?.[2]?.ip).toMatch(/127\.0\.0\.1/);
});

it('pages by cursor in as many statements for long pages as for short ones', async () => {
  const person = await graph.person();
  const { client } = await person.signIn();
  await client.ask(RegisterBirthDetailsDocument, { input: BIRTH });
  for (let time = 0; time < 10; time += 1) {
    graph.clock.advance(1);
    await client.ask(UpdateBirthDetailsDocument, { input: BIRTH });
  }
  await activityOf(client, 1);
  const statements = async (first: number) => {
    const counter = graph.countStatements('identity');
    expect((await activityOf(client, first))?.nodes).toHaveLength(first);
    counter.stop();
    return counter.count;
  };

  expect(await statements(12)).toBe(await statements(2));
  const page = (after?: string) => client.ask(MyAccountActivityDocument, { first: 5, after }).then(({ me }) => me?.accountActivity);
  const first = await page();
  const second = await page(first?.pageInfo.endCursor ?? '');
  const third = await page(second?.pageInfo.endCursor ?? '');
  const pages = [first, second, third].map((part) => part?.nodes ?? []);
  expect(pages.map(({ length }) => length)).toEqual([5, 5, 2]);
  expect(new Set(pages.flat().map(({ id }) => id)).size).toBe(12);
  expect(third?.pageInfo.hasNextPage).toBe(false);
});

it('is kept for a year and not longer; no row of it, nor of changes of status, can be altered', async () => {
  const admin = graph.asUser({ userId: (await graph.person({ platformRoles: ['ADMIN'] })).id, platformRoles: ['ADMIN'] });
  const [old, young] = [await graph.person(), await graph.person()];
  const ctx = graph.context('identity');
  await admin.ask(DeactivateUserDocument, { id: old.id, reason: 'Left' });

  await expect(transaction(ctx, (tx) => tx.update(AccountActivity, { userId: old.id }, { ip: '' }))).rejects.toThrow('append-only');
  await expect(transaction(ctx, (tx) => tx.update(UserStatusChange, { userId: old.id }, { reason: 'Never mind' }))).rejects.toThrow('append-only');

  await graph.jobs.drain({ until: graph.clock.now() + 2 * DAY });
  await young.signIn();
  graph.clock.advance(363 * DAY);
  await graph.jobs.drain({ until: graph.clock.now() + DAY });
  expect([await count(ctx, AccountActivity, { userId: old.id }), await count(ctx, AccountActivity, { userId: young.id })]).toEqual([0, 1]);
  expect(await count(ctx, UserStatusChange, { userId: old.id })).toBe(1);
});

it('is shown to nobody else', async () => {
  const { id } = await graph.person();

  expect(await graph.asUser().refusal(AccountActivityOfUserDocument, { id })).toBe('FORBIDDEN');
  expect(await kindsOf(graph.asUser({ userId: id }))).toEqual([]);
});
