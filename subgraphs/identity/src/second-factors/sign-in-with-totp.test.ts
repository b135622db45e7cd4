import { unionMember } from '@sangam/kit/graphql/union-member';
import { dumpTables } from '@sangam/kit/testing/dump-tables';
import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import {
  ChangePasswordDocument, ConfirmTotpDocument, DeactivateUserDocument, EnrollTotpDocument, LoginDocument, MeDocument, MyLoginSessionsDocument, MyMfaMethodsDocument, RefreshTokenDocument,
  VerifyMfaDocument, type MfaMethodKind,
} from '@sangam/schema/typed/operations';
import { decodeJwt } from 'jose';
import { codeNow, securedPerson } from './secured-person.fixture';

const MINUTE = 60_000;
let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'] });
});
afterAll(() => graph.stop());

const anybody = () => graph.anonymous();
const verify = (loginToken: string, code: string, method: MfaMethodKind = 'TOTP') => ({ input: { loginToken, method, code } });

describe('setting up an authenticator app', () => {
  it('shows secret, address and QR code, and asks for nothing until it is confirmed', async () => {
    const person = await graph.person();
    const client = graph.asUser({ userId: person.id });

    const { enrollTotp } = await client.ask(EnrollTotpDocument, {});

    expect(enrollTotp.secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(enrollTotp.otpauthUri).toBe(`otpauth://totp/Sangam:${encodeURIComponent(person.email)}?secret=${enrollTotp.secret}&issuer=Sangam&algorithm=SHA1&digits=6&period=30`);
    expect(Buffer.from(enrollTotp.qrCode.replace('data:image/svg+xml;base64,', ''), 'base64').toString()).toMatch(/^<svg .*<path /s);
    expect((await client.ask(MyMfaMethodsDocument, {})).me?.mfaMethods).toEqual([]);
    await expect(person.signIn()).resolves.toBeTruthy();
  });

  it('becomes active with the first right code, gives ten backup codes, is listed and told by mail', async () => {
    const person = await graph.person();
    const client = graph.asUser({ userId: person.id });
    const { enrollTotp: { id, secret } } = await client.ask(EnrollTotpDocument, {});
    const confirm = (code: string) => ({ input: { enrollmentId: id, code, label: ' Phone ' } });

    expect(await client.refusal(ConfirmTotpDocument, confirm(codeNow(graph, secret, 2)))).toBe('MFA_CODE_INVALID');
    const { confirmTotp: { method, backupCodes } } = await client.ask(ConfirmTotpDocument, confirm(codeNow(graph, secret)));
    await graph.jobs.drain();

    expect(method).toMatchObject({ kind: 'TOTP', label: 'Phone', lastUsedAt: null });
    expect(new Set(backupCodes).size).toBe(10);
    expect((await client.ask(MyMfaMethodsDocument, {})).me?.mfaMethods).toEqual([method]);
    expect(await client.refusal(ConfirmTotpDocument, confirm(codeNow(graph, secret)))).toBe('NOT_FOUND');
    expect((await graph.mails()).filter(({ to }) => to === person.email).map(({ subject }) => subject)).toEqual(['Your second factors have changed']);
  });

  it('counts the last of several enrolments, for an hour', async () => {
    const client = graph.asUser({ userId: (await graph.person()).id });
    const first = (await client.ask(EnrollTotpDocument, {})).enrollTotp;
    const second = (await client.ask(EnrollTotpDocument, {})).enrollTotp;
    const confirm = ({ id, secret }: typeof first) => ({ input: { enrollmentId: id, code: codeNow(graph, secret) } });

    expect(await client.refusal(ConfirmTotpDocument, confirm(first))).toBe('NOT_FOUND');
    graph.clock.advance(60 * MINUTE);
    expect(await client.refusal(ConfirmTotpDocument, confirm(second))).toBe('NOT_FOUND');
  });

  it('is confirmed by one of several parallel confirmations', async () => {
    const client = graph.asUser({ userId: (await graph.person()).id });
    const { id, secret } = (await client.ask(EnrollTotpDocument, {})).enrollTotp;

    const outcomes = await Promise.all(Array.from({ length: 5 }, () => client.run(ConfirmTotpDocument, { input: { enrollmentId: id, code: codeNow(graph, secret) } })));

    expect(outcomes.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    expect((await client.ask(MyMfaMethodsDocument, {})).me?.mfaMethods).toHaveLength(1);
    await graph.jobs.drain();
  });

  it('needs a recent proof of identity', async () => {
    const client = graph.asUser({ userId: (await graph.person()).id, authTime: graph.clock.now() - 10 * MINUTE - 1 });

    expect(await client.refusal(EnrollTotpDocument, {})).toBe('STEP_UP_REQUIRED');
  });
});

describe('signing in with a second factor', () => {
  it('takes password and code, and says so in session and token', async () => {
    const person = await securedPerson(graph);
    const { login } = await anybody().ask(LoginDocument, { input: { email: person.email, password: person.password, deviceLabel: 'Phone' } });
    expect(login).toEqual({ __typename: 'MfaRequired', code: 'MFA_REQUIRED', loginToken: expect.any(String), expiresAt: new Date(graph.clock.now() + 10 * MINUTE).toISOString(), methods: ['TOTP', 'BACKUP_CODE'], passkeyOptions: null });

    const { verifyMfa } = await anybody().ask(VerifyMfaDocument, verify(unionMember(login, 'MfaRequired').loginToken, person.code()));
    const { accessToken, refreshToken, user } = unionMember(verifyMfa, 'AuthenticationTokens');

    expect(user.id).toBe(person.id);
    expect(decodeJwt(accessToken)).toMatchObject({ sub: person.id, amr: ['pwd', 'otp', 'mfa'], auth_time: Math.floor(graph.clock.now() / 1_000) });
    const { me } = await graph.withToken(accessToken).ask(MyLoginSessionsDocument, { first: 5 });
    expect(me?.loginSessions?.nodes.map(({ deviceLabel }) => deviceLabel)).toEqual(['Phone']);
    const refreshed = await anybody().ask(RefreshTokenDocument, { refreshToken });
    expect(decodeJwt(refreshed.refreshToken.accessToken)).toMatchObject({ amr: ['pwd', 'otp', 'mfa'] });
  });

  it('accepts a code half a minute early or late, and none twice', async () => {
    const person = await securedPerson(graph);
    graph.clock.advance(2 * MINUTE);
    const tryCode = async (code: string) => (await anybody().run(VerifyMfaDocument, verify(await person.beginSignIn(), code))).errors[0]?.extensions.code ?? 'in';

    expect(await tryCode(codeNow(graph, person.secret, -2))).toBe('MFA_CODE_INVALID');
    expect(await tryCode(codeNow(graph, person.secret, 2))).toBe('MFA_CODE_INVALID');
    expect(await tryCode(codeNow(graph, person.secret, -1))).toBe('in');
    expect(await tryCode(codeNow(graph, person.secret, -1))).toBe('MFA_CODE_INVALID');
    expect(await tryCode(codeNow(graph, person.secret, 1))).toBe('in');
    // Older than the last one used.
    expect(await tryCode(codeNow(graph, person.secret))).toBe('MFA_CODE_INVALID');
  });

  it('lets one of several parallel uses of a code in, whatever the sign-in', async () => {
    const person = await securedPerson(graph);
    const logins = await Promise.all(Array.from({ length: 5 }, () => person.beginSignIn()));
    const code = person.code();

    const outcomes = await Promise.all(logins.map((loginToken) => anybody().run(VerifyMfaDocument, verify(loginToken, code))));

    expect(outcomes.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
  });

  it('ends the sign-in with its use, after ten minutes, with a new password and with a deactivation', async () => {
    const person = await securedPerson(graph);
    const refused = (loginToken: string) => anybody().refusal(VerifyMfaDocument, verify(loginToken, person.code()));
    const used = await person.beginSignIn();
    await anybody().ask(VerifyMfaDocument, verify(used, person.code()));
    expect(await refused(used)).toBe('INVALID_TOKEN');

    const old = await person.beginSignIn();
    graph.clock.advance(10 * MINUTE);
    expect(await refused(old)).toBe('INVALID_TOKEN');

    const begun = await person.beginSignIn();
    const admin = graph.asAdmin();
    await graph.asUser({ userId: person.id }).ask(ChangePasswordDocument, { input: { currentPassword: person.password, newPassword: 'Another1horse' } });
    expect(await refused(begun)).toBe('INVALID_TOKEN');

    const { login } = await anybody().ask(LoginDocument, { input: { email: person.email, password: 'Another1horse' } });
    await admin.ask(DeactivateUserDocument, { id: person.id, reason: 'Left' });
    expect(await refused(unionMember(login, 'MfaRequired').loginToken)).toBe('INVALID_TOKEN');
  });

  it('gives a token that opens nothing else, and takes no code of somebody else', async () => {
    const [person, other] = [await securedPerson(graph), await securedPerson(graph)];
    const loginToken = await person.beginSignIn();

    expect(await graph.withToken(loginToken).refusal(MeDocument, {})).toBe('INVALID_TOKEN');
    expect(await anybody().refusal(RefreshTokenDocument, { refreshToken: loginToken })).toBe('INVALID_TOKEN');
    expect(await anybody().refusal(VerifyMfaDocument, verify(loginToken, other.code()))).toBe('MFA_CODE_INVALID');
    expect(await anybody().refusal(VerifyMfaDocument, verify(loginToken, other.backupCodes[0] ?? '', 'BACKUP_CODE'))).toBe('MFA_CODE_INVALID');
  });

  it('keeps no secret, token or backup code in the database that could be read', async () => {
    const person = await securedPerson(graph);
    const loginToken = await person.beginSignIn();
    const { enrollTotp } = await graph.asUser({ userId: person.id }).ask(EnrollTotpDocument, {});

    const tables = JSON.stringify(await dumpTables(graph.context('identity'))).toLowerCase();

    const secrets = [person.secret, enrollTotp.secret, loginToken.split('.')[1] ?? '', ...person.backupCodes, ...person.backupCodes.map((code) => code.replace('-', ''))];
    expect(secrets.filter((secret) => tables.includes(secret.toLowerCase()))).toEqual([]);
  });
});
