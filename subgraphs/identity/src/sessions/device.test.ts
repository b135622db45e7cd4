import { count } from '@sangam/kit/database/read';
import { startGraph, type TestGraph, type TestPerson } from '@sangam/kit/testing/harness';
import { LoginDocument, MyLoginSessionsDocument, RefreshTokenDocument, type LoginMutation } from '@sangam/schema/typed/operations';
import { deviceHash, deviceName } from './device';
import { KnownDevice } from './known-device.entity';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';
const SAFARI = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1';
const DAY = 86_400_000;

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'] });
});
afterAll(() => graph.stop());

type Tokens = Extract<LoginMutation['login'], { __typename: 'AuthenticationTokens' }>;

async function signIn({ email, password }: TestPerson, headers: Record<string, string>): Promise<Tokens> {
  return (await graph.anonymous().ask(LoginDocument, { input: { email, password } }, headers)).login as Tokens;
}
const mailsTo = async ({ email }: TestPerson, subject: string) => {
  await graph.jobs.drain();
  return (await graph.mails()).filter((mail) => mail.to === email && mail.subject === subject).map(({ text }) => text);
};
const newDeviceMails = (person: TestPerson) => mailsTo(person, 'Sign-in from a new device');

it('shows on which device a session lives and which one asks', async () => {
  const person = await graph.person();
  await signIn(person, { 'user-agent': FIREFOX, 'x-device-id': 'laptop-1' });
  graph.clock.advance(1);
  const phone = await signIn(person, { 'user-agent': SAFARI });

  const { me } = await graph.withToken(phone.accessToken).ask(MyLoginSessionsDocument, { first: 10 });

  expect(me?.loginSessions?.nodes).toMatchObject([
    { deviceId: null, deviceName: 'Safari on iOS', userAgent: SAFARI, isCurrent: true },
    { deviceId: 'laptop-1', deviceName: 'Firefox on Linux', userAgent: FIREFOX, isCurrent: false },
  ]);
});

it('tells a sign-in from a new device by mail, once, and never the first', async () => {
  const person = await graph.person();
  await signIn(person, { 'user-agent': FIREFOX, 'x-device-id': 'laptop' });
  await signIn(person, { 'user-agent': FIREFOX, 'x-device-id': 'laptop' });
  expect(await newDeviceMails(person)).toEqual([]);

  for (let time = 0; time < 2; time += 1) await signIn(person, { 'user-agent': SAFARI, 'x-device-id': 'phone' });

  const [mail, ...more] = await newDeviceMails(person);
  expect(mail).toMatch(/Safari on iOS, (127\.0\.0\.1|::1|::ffff:127\.0\.0\.1), \d{4}-\d\d-\d\dT/);
  expect(more).toEqual([]);
});

it('takes nobody for a known device who has its name only', async () => {
  const person = await graph.person();
  await signIn(person, { 'user-agent': FIREFOX, 'x-device-id': 'laptop' });
  await signIn(person, { 'user-agent': SAFARI, 'x-device-id': 'laptop' });
  await signIn(person, { 'user-agent': FIREFOX });
  expect(await newDeviceMails(person)).toHaveLength(2);
});

it('mails once for parallel sign-ins from one new device', async () => {
  const person = await graph.person();
  await signIn(person, { 'user-agent': FIREFOX });
  await Promise.all(Array.from({ length: 4 }, () => signIn(person, { 'user-agent': SAFARI })));
  expect(await newDeviceMails(person)).toHaveLength(1);
});

it('forgets a device that was not seen for a year', async () => {
  const person = await graph.person();
  await signIn(person, { 'user-agent': FIREFOX });
  graph.clock.advance(366 * DAY);
  await graph.jobs.drain({ until: graph.clock.now() + DAY });
  expect(await count(graph.context('identity'), KnownDevice, { userId: person.id })).toBe(0);
});

it('tells the owner when an old refresh token ends the session', async () => {
  const person = await graph.person();
  const { refreshToken } = await signIn(person, { 'user-agent': FIREFOX });
  const refresh = (token: string) => graph.anonymous().ask(RefreshTokenDocument, { refreshToken: token }, { 'user-agent': SAFARI });
  const next = await refresh(refreshToken);
  await refresh(next.refreshToken.refreshToken);

  for (let time = 0; time < 2; time += 1) expect(await graph.anonymous().refusal(RefreshTokenDocument, { refreshToken }, { 'user-agent': SAFARI })).toBe('SESSION_REVOKED');

  const [mail, ...more] = await mailsTo(person, 'A login session was ended');
  expect(mail).toContain('Safari on iOS');
  expect(more).toEqual([]);
});

it.each([
  ['what is no browser', 'curl/8.5.0', null],
  ['nothing', '  ', null],
  ['markup', '<b>bank</b>/1.0 (https://evil.example/x)', 'bbankb'],
])('names %s harmlessly', (_what, userAgent, name) => {
  expect(deviceName(userAgent)).toBe(name);
});

it.each<[string, Record<string, string>]>([
  ['an id that is too long', { 'x-device-id': 'x'.repeat(101) }],
  ['an id that is not printable', { 'x-device-id': 'caf\u00e9' }],
])('ignores %s', async (_what, headers) => {
  const person = await graph.person();
  const { accessToken } = await signIn(person, headers);
  expect((await graph.withToken(accessToken).ask(MyLoginSessionsDocument, { first: 1 })).me?.loginSessions?.nodes?.[0]?.deviceId).toBeNull();
});

it('knows IPv6 devices without an id by their /64 network', () => {
  const hash = (ip: string) => deviceHash({ deviceId: null, userAgent: FIREFOX, ip });
  expect(hash('2001:db8:1:2::5')).toBe(hash('2001:db8:1:2:ffff::9'));
  expect(hash('2001:db8:1:2::5')).not.toBe(hash('2001:db8:1:3::5'));
});
