import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import {
  BeginPasskeyRegistrationDocument, BeginPasskeySignInDocument, CompletePasskeyRegistrationDocument, ConfirmTotpDocument, EnrollTotpDocument, LoginDocument, MeDocument, MyMfaMethodsDocument,
  RegisterDocument, RequestPasswordResetDocument, ResetPasswordDocument, SignInWithPasskeyDocument,
} from '@sangam/schema/typed/operations';
import { SoftwareAuthenticator } from '../passkeys/software-authenticator.fixture';
import { codeNow } from '../second-factors/secured-person.fixture';
import { tokensIn } from '../sessions/tokens-in.fixture';
import { startPostOffice, type PostOffice } from './post-office.fixture';

const email = 'lena@example.com';
let post: PostOffice;
let graph: TestGraph;

beforeAll(async () => {
  post = await startPostOffice();
  graph = await startGraph({ subgraphs: ['identity'], environment: { ...post.environment, PASSKEY_ORIGINS: 'https://app.example.com' } });
});
afterAll(async () => {
  await graph.stop();
  await post.close();
});

const login = async (password: string) => tokensIn((await graph.anonymous().ask(LoginDocument, { input: { email, password } })).login);

it('Mallory signs up with Lena\'s address and leaves a passkey and an authenticator app there; Lena asks for a new password, and has the account to herself', async () => {
  await graph.anonymous().ask(RegisterDocument, { input: { email, password: 'Attacker1horse', fullName: 'Mallory', termsAccepted: true } });
  await graph.jobs.drain();
  const mallory = graph.withToken((await login('Attacker1horse')).accessToken);
  const { enrollTotp: { id, secret } } = await mallory.ask(EnrollTotpDocument, {});
  await mallory.ask(ConfirmTotpDocument, { input: { enrollmentId: id, code: codeNow(graph, secret) } });
  const device = new SoftwareAuthenticator();
  const { beginPasskeyRegistration } = await mallory.ask(BeginPasskeyRegistrationDocument, {});
  await mallory.ask(CompletePasskeyRegistrationDocument, { input: { response: device.create(beginPasskeyRegistration.options) } });

  await graph.anonymous().ask(RequestPasswordResetDocument, { email });
  await graph.jobs.drain();
  const mail = post.received(email).findLast(({ subject }) => subject === 'Choose a new password');
  const token = /[0-9a-f-]{36}\.[\w-]{43}/.exec(mail?.text ?? '')?.[0] ?? '';
  await graph.anonymous().ask(ResetPasswordDocument, { input: { token, newPassword: 'Owner1horse-lena' } });

  expect(await mallory.refusal(MeDocument, {})).toBe('SESSION_REVOKED');
  const { beginPasskeySignIn } = await graph.anonymous().ask(BeginPasskeySignInDocument, {});
  expect(await graph.anonymous().refusal(SignInWithPasskeyDocument, { input: { response: device.get(beginPasskeySignIn.options) } })).toBe('INVALID_CREDENTIALS');
  expect(await graph.anonymous().refusal(LoginDocument, { input: { email, password: 'Attacker1horse' } })).toBe('INVALID_CREDENTIALS');
  const lena = graph.withToken((await login('Owner1horse-lena')).accessToken);
  expect((await lena.ask(MeDocument, {})).me).toMatchObject({ email, emailVerified: true });
  expect((await lena.ask(MyMfaMethodsDocument, {})).me?.mfaMethods).toEqual([]);
  await graph.jobs.drain();
});
