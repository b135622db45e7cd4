import { unionMember } from '@sangam/kit/graphql/union-member';
import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import {
  MyMfaMethodsDocument, ReauthenticateDocument, RegenerateBackupCodesDocument, RemoveMfaMethodDocument, RevealBackupCodesDocument, VerifyMfaDocument, type MfaMethodKind,
} from '@sangam/schema/typed/operations';
import { decodeJwt } from 'jose';
import { addApp, securedPerson, type SecuredPerson } from './secured-person.fixture';

const MINUTE = 60_000;
let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'] });
});
afterEach(() => graph.jobs.drain());
afterAll(() => graph.stop());

const signInWith = async (person: SecuredPerson, method: MfaMethodKind, code: string) => {
  const { data, errors } = await graph.anonymous().run(VerifyMfaDocument, { input: { loginToken: await person.beginSignIn(), method, code } });
  return errors[0]?.extensions.code ?? unionMember(data?.verifyMfa ?? { __typename: 'MfaRequired' as const }, 'AuthenticationTokens');
};
const tokensOf = async (person: SecuredPerson) => {
  const tokens = await signInWith(person, 'TOTP', person.code());
  if (typeof tokens === 'string') throw new Error(tokens);
  return tokens;
};

describe('backup codes', () => {
  it('work once each, however they are typed, and the owner is told', async () => {
    const person = await securedPerson(graph);
    const [first = '', second = ''] = person.backupCodes;

    expect(await signInWith(person, 'BACKUP_CODE', ` ${first.toUpperCase().replace('-', ' ')} `)).toMatchObject({ user: { id: person.id } });
    expect(await signInWith(person, 'BACKUP_CODE', first)).toBe('MFA_CODE_INVALID');
    expect(await signInWith(person, 'BACKUP_CODE', second)).toMatchObject({ user: { id: person.id } });

    await graph.jobs.drain();
    const texts = (await graph.mails()).filter(({ to }) => to === person.email).map(({ text }) => text);
    expect(texts.filter((text) => text.includes('One of your backup codes was used'))).toHaveLength(2);
  });

  it('let one of several parallel uses in', async () => {
    const person = await securedPerson(graph);
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => signInWith(person, 'BACKUP_CODE', person.backupCodes[0] ?? '')));
    expect(outcomes.filter((outcome) => typeof outcome !== 'string')).toHaveLength(1);
  });

  it('are shown again for a fresh code of the app, without those that were used', async () => {
    const person = await securedPerson(graph);
    const [used = '', ...rest] = person.backupCodes;
    await signInWith(person, 'BACKUP_CODE', used);
    const client = graph.asUser({ userId: person.id });
    const code = person.code();

    expect((await client.ask(RevealBackupCodesDocument, { code })).revealBackupCodes.toSorted()).toEqual(rest.toSorted());
    expect(await client.refusal(RevealBackupCodesDocument, { code })).toBe('MFA_CODE_INVALID');
    expect(await client.refusal(RevealBackupCodesDocument, { code: rest[0] ?? '' })).toBe('MFA_CODE_INVALID');
  });

  it('stop working when there are new ones, of which there is one set however often they are made', async () => {
    const person = await securedPerson(graph);
    const client = graph.asUser({ userId: person.id });
    const { regenerateBackupCodes } = await client.ask(RegenerateBackupCodesDocument, { code: person.code() });

    expect(new Set([...regenerateBackupCodes, ...person.backupCodes]).size).toBe(20);
    expect(await signInWith(person, 'BACKUP_CODE', person.backupCodes[0] ?? '')).toBe('MFA_CODE_INVALID');
    expect(await signInWith(person, 'BACKUP_CODE', regenerateBackupCodes[0] ?? '')).toMatchObject({ user: { id: person.id } });

    const codes = [person.code(), person.code()];
    await Promise.all(codes.map((code) => client.run(RegenerateBackupCodesDocument, { code })));
    expect((await client.ask(RevealBackupCodesDocument, { code: person.code() })).revealBackupCodes).toHaveLength(10);
  });
});

it('are at most five a person, and listing them takes as many statements as listing one', async () => {
  const { id } = await graph.person();
  const client = graph.asUser({ userId: id });
  await addApp(graph, id);
  const counter = graph.countStatements('identity');
  await client.ask(MyMfaMethodsDocument, {});
  const forOne = counter.count;
  counter.stop();
  for (let more = 0; more < 4; more += 1) await addApp(graph, id);
  const again = graph.countStatements('identity');
  expect((await client.ask(MyMfaMethodsDocument, {})).me?.mfaMethods).toHaveLength(5);
  expect(again.count).toBe(forOne);
  again.stop();

  await expect(addApp(graph, id)).rejects.toThrow('INVALID_STATE');
});

describe('removing a second factor', () => {
  it('takes a code and ends the question for it; the backup codes go with the last one', async () => {
    const person = await securedPerson(graph);
    const client = graph.asUser({ userId: person.id });
    const removal = (method: MfaMethodKind, code: string) => ({ input: { id: person.methodId, proof: { method, code } } });

    expect(await client.refusal(RemoveMfaMethodDocument, removal('TOTP', '000000'))).toBe('MFA_CODE_INVALID');
    expect(await client.ask(RemoveMfaMethodDocument, removal('TOTP', person.code()))).toEqual({ removeMfaMethod: person.methodId });

    expect((await client.ask(MyMfaMethodsDocument, {})).me?.mfaMethods).toEqual([]);
    await expect(person.signIn()).resolves.toBeTruthy();
    expect(await client.refusal(RemoveMfaMethodDocument, removal('BACKUP_CODE', person.backupCodes[1] ?? ''))).toBe('NOT_FOUND');
  });

  it('takes somebody else\'s for missing', async () => {
    const [person, other] = [await securedPerson(graph), await securedPerson(graph)];
    const input = { id: other.methodId, proof: { method: 'TOTP' as const, code: person.code() } };

    expect(await graph.asUser({ userId: person.id }).refusal(RemoveMfaMethodDocument, { input })).toBe('NOT_FOUND');
    await expect(other.beginSignIn()).resolves.toBeTruthy();
  });

  it('needs a proof of identity within ten minutes, which the session gives or gets', async () => {
    const person = await securedPerson(graph);
    const { accessToken } = await tokensOf(person);
    const client = graph.withToken(accessToken);
    graph.clock.advance(11 * MINUTE);
    const removal = () => ({ input: { id: person.methodId, proof: { method: 'TOTP' as const, code: person.code() } } });
    expect(await client.refusal(RemoveMfaMethodDocument, removal())).toBe('STEP_UP_REQUIRED');

    const { reauthenticate } = await client.ask(ReauthenticateDocument, { input: { password: person.password } });

    expect(await client.refusal(RemoveMfaMethodDocument, removal())).toBe('STEP_UP_REQUIRED');
    await expect(graph.withToken(reauthenticate.accessToken).ask(RemoveMfaMethodDocument, removal())).resolves.toEqual({ removeMfaMethod: person.methodId });
  });
});

describe('proving again who one is', () => {
  it('by a second factor makes the session one with a second factor', async () => {
    const person = await graph.person();
    const { accessToken } = await person.signIn();
    expect(decodeJwt(accessToken)).toMatchObject({ amr: ['pwd'] });
    const { accessToken: secured, ...renewed } = await afterSecuring(person.id, accessToken);

    expect(renewed).toEqual({ expiresIn: 900 });
    expect(decodeJwt(secured)).toMatchObject({ amr: ['pwd', 'otp', 'mfa'], sid: decodeJwt(accessToken)['sid'], auth_time: Math.floor(graph.clock.now() / 1_000) });
  });

  it('takes exactly one proof, and a wrong one counts like a sign-in', async () => {
    const person = await graph.person();
    const { client } = await person.signIn();
    const proof = { method: 'TOTP' as const, code: '000000' };

    expect(await client.refusal(ReauthenticateDocument, { input: {} })).toBe('BAD_USER_INPUT');
    expect(await client.refusal(ReauthenticateDocument, { input: { password: person.password, secondFactor: proof } })).toBe('BAD_USER_INPUT');
    expect(await client.refusal(ReauthenticateDocument, { input: { secondFactor: proof } })).toBe('MFA_CODE_INVALID');
    for (let wrong = 0; wrong < 5; wrong += 1) expect(await client.refusal(ReauthenticateDocument, { input: { password: 'Wrong1horse' } })).toBe('INVALID_CREDENTIALS');
    expect(await client.refusal(ReauthenticateDocument, { input: { password: person.password } })).toBe('RATE_LIMITED');
  });

  it('is nothing for somebody who acts in another person\'s name, nor for a session that has ended', async () => {
    const person = await graph.person();
    const { client, signOut } = await person.signIn();
    const input = { password: person.password };

    expect(await graph.asUser({ userId: person.id, actorId: 'admin' }).refusal(ReauthenticateDocument, { input })).toBe('FORBIDDEN');
    expect(await graph.asUser({ userId: person.id }).refusal(ReauthenticateDocument, { input })).toBe('SESSION_REVOKED');
    await signOut();
    expect(await client.refusal(ReauthenticateDocument, { input })).toBe('SESSION_REVOKED');
  });
});

async function afterSecuring(userId: string, accessToken: string) {
  const app = await addApp(graph, userId);
  const { reauthenticate } = await graph.withToken(accessToken).ask(ReauthenticateDocument, { input: { secondFactor: { method: 'TOTP', code: app.code() } } });
  return reauthenticate;
}
