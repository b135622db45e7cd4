import { transaction } from '@sangam/kit/database/run-transaction';
import { unionMember } from '@sangam/kit/graphql/union-member';
import { startGraph, type TestGraph, type TestPerson } from '@sangam/kit/testing/harness';
import {
  BeginRequiredMfaDocument, CompleteRequiredMfaDocument, LoginDocument, MeDocument, ReauthenticateDocument, RemoveMfaMethodDocument, UserDocument, VerifyMfaDocument,
} from '@sangam/schema/typed/operations';
import { insertSession, tokens } from '../sessions/open-session';
import { User } from '../users/user.entity';
import { addApp, codeNow, securedPerson } from './secured-person.fixture';

let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'], environment: { MFA_REQUIRED_FOR: 'ADMIN' } });
});
afterEach(() => graph.jobs.drain());
afterAll(() => graph.stop());

const anybody = () => graph.anonymous();
const begin = async ({ email, password }: TestPerson) => (await anybody().ask(LoginDocument, { input: { email, password, deviceLabel: 'Desk' } })).login;

it('an administrator without one sets it up while signing in, and is in with it', async () => {
  const admin = await graph.person({ platformRoles: ['ADMIN'] });
  const { loginToken } = unionMember(await begin(admin), 'MfaEnrollmentRequired');
  expect(await graph.withToken(loginToken).refusal(MeDocument, {})).toBe('INVALID_TOKEN');
  expect(await anybody().refusal(VerifyMfaDocument, { input: { loginToken, method: 'TOTP', code: '000000' } })).toBe('INVALID_TOKEN');

  const { beginRequiredMfa: { id, secret } } = await anybody().ask(BeginRequiredMfaDocument, { loginToken });
  const complete = (code: string) => ({ input: { loginToken, enrollmentId: id, code } });
  expect(await anybody().refusal(CompleteRequiredMfaDocument, complete('abcdef'))).toBe('MFA_CODE_INVALID');
  const { completeRequiredMfa: { tokens: opened, backupCodes } } = await anybody().ask(CompleteRequiredMfaDocument, complete(codeNow(graph, secret)));

  expect(backupCodes).toHaveLength(10);
  await expect(graph.withToken(opened.accessToken).ask(UserDocument, { id: admin.id })).resolves.toMatchObject({ user: { email: admin.email } });
  expect(await anybody().refusal(CompleteRequiredMfaDocument, complete(codeNow(graph, secret)))).toBe('INVALID_TOKEN');
  expect((await begin(admin)).__typename).toBe('MfaRequired');
});

it('a password alone sets up nothing for somebody who has a second factor by now', async () => {
  const admin = await graph.person({ platformRoles: ['ADMIN'] });
  const { loginToken } = unionMember(await begin(admin), 'MfaEnrollmentRequired');
  const { beginRequiredMfa: { id, secret } } = await anybody().ask(BeginRequiredMfaDocument, { loginToken });
  const { loginToken: late } = unionMember(await begin(admin), 'MfaEnrollmentRequired');
  await anybody().ask(CompleteRequiredMfaDocument, { input: { loginToken, enrollmentId: id, code: codeNow(graph, secret) } });

  expect(await anybody().refusal(BeginRequiredMfaDocument, { loginToken: late })).toBe('INVALID_TOKEN');
});

it('five codes may be tried', async () => {
  const { loginToken } = unionMember(await begin(await graph.person({ platformRoles: ['ADMIN'] })), 'MfaEnrollmentRequired');
  const { beginRequiredMfa: { id } } = await anybody().ask(BeginRequiredMfaDocument, { loginToken });

  const tries = await Promise.all(Array.from({ length: 9 }, () => anybody().refusal(CompleteRequiredMfaDocument, { input: { loginToken, enrollmentId: id, code: 'abcdef' } })));

  expect([tries.filter((code) => code === 'MFA_CODE_INVALID').length, tries.filter((code) => code === 'INVALID_TOKEN').length]).toEqual([5, 4]);
});

it('others sign in as ever', async () => {
  expect((await begin(await graph.person())).__typename).toBe('AuthenticationTokens');
  expect((await begin(await graph.person({ platformRoles: ['STAFF'] }))).__typename).toBe('AuthenticationTokens');
});

it('the last one of an administrator stays', async () => {
  const admin = await securedPerson(graph, { platformRoles: ['ADMIN'] });
  const input = { id: admin.methodId, proof: { method: 'TOTP' as const, code: admin.code() } };

  expect(await graph.asUser({ userId: admin.id }).refusal(RemoveMfaMethodDocument, { input })).toBe('INVALID_STATE');
});

it('a session without one has no roles until a second factor is proven in it', async () => {
  const admin = await graph.person({ platformRoles: ['ADMIN'] });
  const opened = await transaction(graph.context('identity'), async (tx) => {
    const user = await tx.findOne(User, { id: admin.id });
    return user && insertSession(graph.context('identity'), tx, { user, method: 'PASSWORD', deviceLabel: null });
  });
  const { accessToken } = opened ? await tokens(graph.context('identity'), opened) : { accessToken: '' };
  const client = graph.withToken(accessToken);
  expect((await client.ask(MeDocument, {})).me?.displayName).toBe('Somebody');
  expect(await client.refusal(UserDocument, { id: admin.id })).toBe('FORBIDDEN');

  const app = await addApp(graph, admin.id);
  const { reauthenticate } = await client.ask(ReauthenticateDocument, { input: { secondFactor: { method: 'TOTP', code: app.code() } } });

  await expect(graph.withToken(reauthenticate.accessToken).ask(UserDocument, { id: admin.id })).resolves.toMatchObject({ user: { id: admin.id } });
});
