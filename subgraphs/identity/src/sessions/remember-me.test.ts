import { startGraph, type TestGraph, type TestPerson } from '@sangam/kit/testing/harness';
import { LoginDocument, MyLoginSessionsDocument, RefreshTokenDocument, VerifyMfaDocument } from '@sangam/schema/typed/operations';
import { securedPerson } from '../second-factors/secured-person.fixture';
import { tokensIn } from './tokens-in.fixture';

let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'] });
});
afterAll(() => graph.stop());

const DAY_MS = 86_400_000;
const login = ({ email, password }: TestPerson, rememberMe?: boolean | null) => graph.anonymous().ask(LoginDocument, { input: { email, password, rememberMe } });
const signIn = async (person: TestPerson, rememberMe?: boolean | null) => tokensIn((await login(person, rememberMe)).login).refreshToken;
const refreshed = async (refreshToken: string) => (await graph.anonymous().ask(RefreshTokenDocument, { refreshToken })).refreshToken.refreshToken;
const refusal = (refreshToken: string) => graph.anonymous().refusal(RefreshTokenDocument, { refreshToken });

it('a session that is to be remembered lasts thirty days from each refresh, others seven', async () => {
  const person = await graph.person();
  const [remembered, plain, asNull] = [await signIn(person, true), await signIn(person), await signIn(person, null)];
  const sessions = (await graph.asUser({ userId: person.id }).ask(MyLoginSessionsDocument, { first: 5 })).me?.loginSessions?.nodes;
  expect(sessions?.map(({ remembered: kept, createdAt, expiresAt }) => [kept, Date.parse(String(expiresAt)) - Date.parse(String(createdAt))])).toEqual([[false, 7 * DAY_MS], [false, 7 * DAY_MS], [true, 30 * DAY_MS]]);

  graph.clock.advance(29 * DAY_MS);
  expect([await refusal(plain), await refusal(asNull)]).toEqual(['INVALID_TOKEN', 'INVALID_TOKEN']);
  const next = await refreshed(remembered);
  graph.clock.advance(29 * DAY_MS);
  const last = await refreshed(next);
  graph.clock.advance(30 * DAY_MS);
  expect(await refusal(last)).toBe('INVALID_TOKEN');
});

it('is remembered over a second step', async () => {
  const person = await securedPerson(graph);
  const { login: outcome } = await login(person, true);
  if (outcome.__typename !== 'MfaRequired') throw new Error('No second step was asked for.');
  const { verifyMfa } = await graph.anonymous().ask(VerifyMfaDocument, { input: { loginToken: outcome.loginToken, method: 'TOTP', code: person.code() } });

  graph.clock.advance(29 * DAY_MS);
  await expect(refreshed(tokensIn(verifyMfa).refreshToken)).resolves.toBeTruthy();
});
