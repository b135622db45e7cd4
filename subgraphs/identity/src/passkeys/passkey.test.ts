import { unionMember } from '@sangam/kit/graphql/union-member';
import { startGraph, type TestGraph, type TestPerson } from '@sangam/kit/testing/harness';
import { dumpTables } from '@sangam/kit/testing/dump-tables';
import {
  BeginPasskeyProofDocument, BeginPasskeyRegistrationDocument, BeginPasskeySignInDocument, CompletePasskeyRegistrationDocument, DeactivateUserDocument, LoginDocument, MyMfaMethodsDocument,
  ReauthenticateDocument, RemoveMfaMethodDocument, SignInWithPasskeyDocument, VerifyMfaDocument,
} from '@sangam/schema/typed/operations';
import { decodeJwt } from 'jose';
import { SoftwareAuthenticator } from './software-authenticator.fixture';

const MINUTE = 60_000;
let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'], environment: { PASSKEY_ORIGINS: 'https://app.example.com' } });
});
afterEach(() => graph.jobs.drain());
afterAll(() => graph.stop());

const anybody = () => graph.anonymous();
const clientOf = ({ id }: { readonly id: string }) => graph.asUser({ userId: id });
const registrationFor = async (person: TestPerson) => (await clientOf(person).ask(BeginPasskeyRegistrationDocument, {})).beginPasskeyRegistration.options;
const complete = (person: TestPerson, response: string, label?: string) => clientOf(person).run(CompletePasskeyRegistrationDocument, { input: { response, label } });
const signInRequest = async () => (await anybody().ask(BeginPasskeySignInDocument, {})).beginPasskeySignIn.options;
const signIn = (response: string) => anybody().run(SignInWithPasskeyDocument, { input: { response } });
const codeOf = ({ errors }: { readonly errors: readonly { readonly extensions: { readonly code?: unknown } }[] }) => errors[0]?.extensions.code ?? 'in';
const secondStep = async ({ email, password }: TestPerson) => unionMember((await anybody().ask(LoginDocument, { input: { email, password } })).login, 'MfaRequired');
const verify = (loginToken: string, code: string) => anybody().run(VerifyMfaDocument, { input: { loginToken, method: 'PASSKEY', code } });

async function withPasskey() {
  const person = await graph.person();
  const device = new SoftwareAuthenticator();
  const { data } = await complete(person, device.create(await registrationFor(person)), 'Laptop');
  if (!data) throw new Error('The passkey was refused.');
  return { person, device, ...data.completePasskeyRegistration };
}

describe('setting up a passkey', () => {
  it('makes it a second factor with backup codes, listed and told by mail', async () => {
    const { person, method, backupCodes } = await withPasskey();
    await graph.jobs.drain();

    expect(method).toMatchObject({ kind: 'PASSKEY', label: 'Laptop', lastUsedAt: null });
    expect(backupCodes).toHaveLength(10);
    expect((await clientOf(person).ask(MyMfaMethodsDocument, {})).me?.mfaMethods).toEqual([method]);
    expect((await graph.mails()).filter(({ to }) => to === person.email)).toHaveLength(1);
    expect(JSON.parse(await registrationFor(person))).toMatchObject({ rp: { id: 'app.example.com', name: 'Sangam' }, attestation: 'none', excludeCredentials: [{ type: 'public-key' }] });
  });

  it('takes each request once, within ten minutes, of the person who was asked', async () => {
    const [person, other] = [await graph.person(), await graph.person()];
    const device = new SoftwareAuthenticator();
    const options = await registrationFor(person);
    const answer = device.create(options);
    expect(codeOf(await complete(other, answer))).toBe('BAD_USER_INPUT');

    const outcomes = await Promise.all(Array.from({ length: 5 }, () => complete(person, answer)));
    expect(outcomes.filter(({ errors }) => errors.length === 0)).toHaveLength(1);

    const late = await registrationFor(other);
    graph.clock.advance(10 * MINUTE);
    expect(codeOf(await complete(other, new SoftwareAuthenticator().create(late)))).toBe('BAD_USER_INPUT');
  });

  it.each<[string, (device: SoftwareAuthenticator, options: string) => string]>([
    ['another origin', (device, options) => device.create(options, { origin: 'https://app.example.com.evil.example' })],
    ['another domain', (device, options) => device.create(options, { domain: 'example.com' })],
    ['an assertion in its place', (device, options) => device.create(options, { type: 'webauthn.get' })],
    ['another challenge', (device, options) => device.create(JSON.stringify({ ...JSON.parse(options), challenge: Buffer.from('mine').toString('base64url') }))],
    ['no JSON', () => 'null'],
    ['text that is too long', () => 'x'.repeat(50_000)],
  ])('refuses %s', async (_what, answer) => {
    const person = await graph.person();
    expect(codeOf(await complete(person, answer(new SoftwareAuthenticator(), await registrationFor(person))))).toBe('BAD_USER_INPUT');
  });

  it('needs a recent proof of identity, and gives no credential to two people', async () => {
    const { device } = await withPasskey();
    const other = await graph.person();
    expect(await graph.asUser({ userId: other.id, authTime: graph.clock.now() - 11 * MINUTE }).refusal(BeginPasskeyRegistrationDocument, {})).toBe('STEP_UP_REQUIRED');

    expect(codeOf(await complete(other, device.create(await registrationFor(other))))).toBe('BAD_USER_INPUT');
  });
});

describe('a passkey as second factor', () => {
  it('completes a sign-in by password, once', async () => {
    const { person, device } = await withPasskey();
    const step = await secondStep(person);
    expect(step.methods).toEqual(['PASSKEY', 'BACKUP_CODE']);
    const answer = device.get(step.passkeyOptions ?? '', { verifiesUser: false });

    const { data } = await verify(step.loginToken, answer);

    expect(decodeJwt(unionMember(data?.verifyMfa ?? { __typename: 'MfaRequired' as const }, 'AuthenticationTokens').accessToken)).toMatchObject({ sub: person.id, amr: ['pwd', 'pop', 'mfa'] });
    expect(codeOf(await verify((await secondStep(person)).loginToken, answer))).toBe('MFA_CODE_INVALID');
  });

  it('of somebody else, or for another purpose, is none', async () => {
    const [one, other] = [await withPasskey(), await withPasskey()];
    const step = await secondStep(one.person);

    expect(codeOf(await verify(step.loginToken, other.device.get(step.passkeyOptions ?? '')))).toBe('MFA_CODE_INVALID');
    expect(codeOf(await verify(step.loginToken, one.device.get(await signInRequest())))).toBe('MFA_CODE_INVALID');
    expect(codeOf(await verify(step.loginToken, one.device.get((await secondStep(other.person)).passkeyOptions ?? '')))).toBe('MFA_CODE_INVALID');
  });

  it('proves again who one is, and removes itself', async () => {
    const { person, device, method } = await withPasskey();
    const { data } = await signIn(device.get(await signInRequest()));
    const client = graph.withToken(unionMember(data?.signInWithPasskey ?? { __typename: 'MfaRequired' as const }, 'AuthenticationTokens').accessToken);
    const proof = async () => ({ method: 'PASSKEY' as const, code: device.get((await client.ask(BeginPasskeyProofDocument, {})).beginPasskeyProof.options) });
    graph.clock.advance(11 * MINUTE);
    const { reauthenticate } = await client.ask(ReauthenticateDocument, { input: { secondFactor: await proof() } });

    const renewed = graph.withToken(reauthenticate.accessToken);
    await renewed.ask(RemoveMfaMethodDocument, { input: { id: method.id, proof: await proof() } });

    expect((await renewed.ask(MyMfaMethodsDocument, {})).me?.mfaMethods).toEqual([]);
    await expect(person.signIn()).resolves.toBeTruthy();
    expect(codeOf(await signIn(device.get(await signInRequest())))).toBe('INVALID_CREDENTIALS');
  });
});

describe('signing in by a passkey alone', () => {
  it('opens a session with both factors, for one of several parallel answers', async () => {
    const { person, device } = await withPasskey();
    const options = await signInRequest();
    expect(JSON.parse(options)).toMatchObject({ rpId: 'app.example.com', userVerification: 'required' });
    expect(JSON.parse(options)).not.toHaveProperty('allowCredentials.0');
    const answer = device.get(options);

    const outcomes = await Promise.all(Array.from({ length: 5 }, () => signIn(answer)));

    const [opened] = outcomes.filter(({ errors }) => errors.length === 0);
    expect(outcomes.map(codeOf).toSorted()).toEqual([...Array.from({ length: 4 }, () => 'INVALID_CREDENTIALS'), 'in']);
    const { accessToken } = unionMember(opened?.data?.signInWithPasskey ?? { __typename: 'MfaRequired' as const }, 'AuthenticationTokens');
    expect(decodeJwt(accessToken)).toMatchObject({ sub: person.id, amr: ['pop', 'mfa'] });
  });

  it.each<[string, (device: SoftwareAuthenticator, options: string) => string]>([
    ['a device that did not check who holds it', (device, options) => device.get(options, { verifiesUser: false })],
    ['a counter that stands still', (device, options) => device.get(options, { counter: 1 })],
    ['a counter that fell back', (device, options) => device.get(options, { counter: 0 })],
    ['another origin', (device, options) => device.get(options, { origin: 'http://app.example.com' })],
    ['another domain', (device, options) => device.get(options, { domain: 'evil.example' })],
    ['another person', (device, options) => device.get(options, { userHandle: Buffer.from('somebody').toString('base64url') })],
    ['a registration in its place', (device, options) => device.get(options, { type: 'webauthn.create' })],
    ['an unknown device', (_device, options) => new SoftwareAuthenticator().get(options)],
    ['a changed signature', (device, options) => device.get(options).replace(/"signature":"..../, '"signature":"AAAA')],
    ['no JSON', () => '{'],
  ])('refuses %s', async (_what, answer) => {
    const { device } = await withPasskey();
    expect(codeOf(await signIn(answer(device, await signInRequest())))).toBe('INVALID_CREDENTIALS');
  });

  it('refuses an old challenge, and somebody who is switched off', async () => {
    const { person, device } = await withPasskey();
    const options = await signInRequest();
    graph.clock.advance(10 * MINUTE);
    expect(codeOf(await signIn(device.get(options)))).toBe('INVALID_CREDENTIALS');

    await graph.asAdmin().ask(DeactivateUserDocument, { id: person.id, reason: 'Left' });
    expect(codeOf(await signIn(device.get(await signInRequest())))).toBe('ACCOUNT_DISABLED');
  });

  it('keeps no challenge that could be answered', async () => {
    const { challenge } = JSON.parse(await signInRequest()) as { readonly challenge: string };
    const tables = JSON.stringify(await dumpTables(graph.context('identity')));
    expect(tables).not.toContain(Buffer.from(challenge, 'base64url').toString().split('.')[1]);
    await graph.jobs.drain({ until: graph.clock.now() + 2 * 86_400_000 });
    expect((await dumpTables(graph.context('identity')))['passkey_challenge']).toEqual([]);
  });
});

it('is off where no origin is named', async () => {
  const without = await startGraph({ subgraphs: ['identity'] });
  expect(await without.anonymous().refusal(BeginPasskeySignInDocument, {})).toBe('INVALID_STATE');
  expect(await without.anonymous().refusal(SignInWithPasskeyDocument, { input: { response: '{}' } })).toBe('INVALID_STATE');
  await without.stop();
});
