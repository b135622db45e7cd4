import { unionMember } from '@sangam/kit/graphql/union-member';
import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import {
  ConfirmTotpDocument, EnrollTotpDocument, LoginDocument, LogoutDocument, MeDocument, MyLoginSessionsDocument, NotificationEventsDocument, RefreshTokenDocument, RegisterDocument,
  RevokeLoginSessionDocument, VerifyEmailDocument, VerifyMfaDocument,
} from '@sangam/schema/typed/operations';
import { timeStep, totpCode } from '../second-factors/totp';
import { tokensIn } from '../sessions/tokens-in.fixture';
import { startPostOffice, type PostOffice } from './post-office.fixture';

const LAPTOP = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', 'x-device-id': 'laptop-of-ravi' };
const STRANGE = { 'user-agent': 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15', 'x-device-id': 'never-seen' };
const [email, password] = ['ravi@example.com', 'Correct1horse'];
let post: PostOffice;
let graph: TestGraph;

beforeAll(async () => {
  post = await startPostOffice();
  graph = await startGraph({ subgraphs: ['identity'], environment: post.environment });
});
afterAll(async () => {
  await graph.stop();
  await post.close();
});

const login = async (device: Record<string, string>) => (await graph.anonymous().ask(LoginDocument, { input: { email, password } }, device)).login;
const mailOf = async (subject: string) => {
  await graph.jobs.drain();
  return post.received(email).filter((mail) => mail.subject === subject);
};

/** An authenticator app that has scanned the address of a QR code. */
function authenticatorApp(otpauthUri: string): () => string {
  const asked = new URL(otpauthUri).searchParams;
  expect([asked.get('algorithm'), asked.get('digits'), asked.get('period')]).toEqual(['SHA1', '6', '30']);
  return () => totpCode(asked.get('secret') ?? '', timeStep(graph.clock.now()));
}

it('Ravi signs up, proves his address by the mail, adds a second factor, and throws a strange device out', async () => {
  await graph.anonymous().ask(RegisterDocument, { input: { email, password, fullName: 'Ravi Menon', termsAccepted: true } }, LAPTOP);
  const [confirmation] = await mailOf('Confirm your address');
  const token = /[0-9a-f-]{36}\.[\w-]{43}/.exec(confirmation?.text ?? '')?.[0] ?? '';
  expect(await graph.anonymous().ask(VerifyEmailDocument, { token })).toEqual({ verifyEmail: { email, emailVerified: true } });

  const first = graph.withToken(tokensIn(await login(LAPTOP)).accessToken);
  expect((await first.ask(MeDocument, {})).me).toMatchObject({ displayName: 'Ravi Menon', emailVerified: true });
  const { enrollTotp } = await first.ask(EnrollTotpDocument, {});
  const app = authenticatorApp(enrollTotp.otpauthUri);
  await first.ask(ConfirmTotpDocument, { input: { enrollmentId: enrollTotp.id, code: app() } });
  await first.ask(LogoutDocument, {});
  expect(await first.refusal(MeDocument, {})).toBe('SESSION_REVOKED');

  const signIn = async (device: Record<string, string>) => {
    const { loginToken } = unionMember(await login(device), 'MfaRequired');
    graph.clock.advance(30_000);
    return tokensIn((await graph.anonymous().ask(VerifyMfaDocument, { input: { loginToken, method: 'TOTP', code: app() } }, device)).verifyMfa);
  };
  const ravi = graph.withToken((await signIn(LAPTOP)).accessToken);
  expect(await mailOf('Sign-in from a new device')).toEqual([]);

  const stranger = await signIn(STRANGE);
  const [warning, ...more] = await mailOf('Sign-in from a new device');
  expect([warning?.text, more]).toEqual([expect.stringContaining('Safari on macOS'), []]);

  const strange = graph.withToken(stranger.accessToken);
  const [live, own] = [await strange.subscribe(NotificationEventsDocument, {}), await ravi.subscribe(NotificationEventsDocument, {})];
  const sessions = (await ravi.ask(MyLoginSessionsDocument, {})).me?.loginSessions?.nodes ?? [];
  expect(sessions.map(({ deviceId, isCurrent }) => [deviceId, isCurrent])).toEqual([['never-seen', false], ['laptop-of-ravi', true]]);
  await ravi.ask(RevokeLoginSessionDocument, { id: sessions[0]?.id ?? '' });

  expect(await live.ended()).toBe(4403);
  expect(await strange.refusal(MeDocument, {})).toBe('SESSION_REVOKED');
  expect(await graph.anonymous().refusal(RefreshTokenDocument, { refreshToken: stranger.refreshToken })).toBe('SESSION_REVOKED');
  expect((await ravi.ask(MyLoginSessionsDocument, {})).me?.loginSessions?.nodes).toHaveLength(1);
  await own.close();
});
