import { startGraph, type TestGraph, type TestPerson } from '@sangam/kit/testing/harness';
import { LoginDocument, MeDocument, MyAccountActivityDocument, NotificationEventsDocument, RefreshTokenDocument } from '@sangam/schema/typed/operations';
import { tokensIn } from '../sessions/tokens-in.fixture';
import { startPostOffice, type PostOffice } from './post-office.fixture';

const SECOND = 1_000;
const PHONE = { 'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1' };
const THIEF = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0' };
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

const signIn = async ({ email, password }: TestPerson) => tokensIn((await graph.anonymous().ask(LoginDocument, { input: { email, password } }, PHONE)).login);
const refresh = async (refreshToken: string, device: Record<string, string>) => (await graph.anonymous().ask(RefreshTokenDocument, { refreshToken }, device)).refreshToken;
const refreshRefused = (refreshToken: string, device: Record<string, string>) => graph.anonymous().refusal(RefreshTokenDocument, { refreshToken }, device);
const me = (accessToken: string) => graph.withToken(accessToken).refusal(MeDocument, {});
const warnings = async ({ email }: TestPerson) => {
  await graph.jobs.drain();
  return post.received(email).filter(({ subject }) => subject === 'A login session was ended').map(({ text }) => text);
};

it.each([
  ['the thief refreshes first, the owner second', THIEF, PHONE, 'Safari on iOS'],
  ['the owner refreshes first, the thief second', PHONE, THIEF, 'Firefox on Linux'],
])('%s: both are out, and the owner is told', async (_story, first, second, named) => {
  const owner = await graph.person();
  const stolen = await signIn(owner);
  const other = await signIn(owner);
  const taken = await refresh(stolen.refreshToken, first);
  const live = await graph.withToken(taken.accessToken).subscribe(NotificationEventsDocument, {});
  graph.clock.advance(10 * SECOND + 1);

  expect(await refreshRefused(stolen.refreshToken, second)).toBe('SESSION_REVOKED');

  expect(await live.ended()).toBe(4403);
  expect([await me(stolen.accessToken), await me(taken.accessToken), await refreshRefused(taken.refreshToken, first)]).toEqual(['SESSION_REVOKED', 'SESSION_REVOKED', 'SESSION_REVOKED']);
  expect(await warnings(owner)).toEqual([expect.stringContaining(named)]);
  const activity = await graph.withToken(other.accessToken).ask(MyAccountActivityDocument, {});
  expect(activity.me?.accountActivity?.nodes.map(({ kind }) => kind)).toContain('REFRESH_TOKEN_REUSED');
});

it('a phone that lost the answer asks again within ten seconds and gets the same successor; nobody is out', async () => {
  const owner = await graph.person();
  const { refreshToken } = await signIn(owner);
  const lost = await refresh(refreshToken, PHONE);
  graph.clock.advance(10 * SECOND);

  const again = await refresh(refreshToken, PHONE);

  expect(again.refreshToken).toBe(lost.refreshToken);
  await expect(graph.withToken(again.accessToken).ask(MeDocument, {})).resolves.toMatchObject({ me: { id: owner.id } });
  const next = await refresh(again.refreshToken, PHONE);
  expect(next.refreshToken).not.toBe(again.refreshToken);
  expect(await warnings(owner)).toEqual([]);
});
