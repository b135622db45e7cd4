import { newId } from '@sangam/kit/ids/new-id';
import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { BanUserDocument } from '@sangam/schema/typed/operations';
import { callAsService, SERVICE_SECRETS, type ServiceCall } from './signed-service-call.fixture';

let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'], environment: { SERVICE_HMAC_SECRETS: SERVICE_SECRETS.join(',') } });
});
afterAll(() => graph.stop());

const userCall = (id: string): ServiceCall => ({ method: 'GET', path: `/internal/auth/user/${id}` });
const tokenCall = (token: unknown): ServiceCall => ({ method: 'POST', path: '/internal/auth/validate-token', body: JSON.stringify({ token }) });
const call = (one: ServiceCall, options: { readonly secret?: string; readonly away?: number; readonly signed?: ServiceCall } = {}) =>
  callAsService(graph.anonymous(), one, { now: graph.clock.now() + (options.away ?? 0), ...options });
const validation = async (token: string) => (await call(tokenCall(token))).json() as Promise<unknown>;
async function refusal(answer: Promise<Response>): Promise<unknown[]> {
  const response = await answer;
  return [response.status, ((await response.json()) as { error?: { code: string } }).error?.code];
}

it('tells services outside who somebody is, signed with any secret that is valid', async () => {
  const { id, email } = await graph.person({ displayName: 'Asha Rao' });

  for (const secret of SERVICE_SECRETS) {
    const answer = await call(userCall(id), { secret });
    expect([answer.status, await answer.json()]).toEqual([200, { id, email, display_name: 'Asha Rao', first_name: null, last_name: null, status: 'ACTIVE' }]);
  }
  expect(await refusal(call(userCall(newId())))).toEqual([404, 'NOT_FOUND']);
  expect(await refusal(call(userCall('nobody')))).toEqual([404, 'NOT_FOUND']);
});

it('a signature opens what it was made for, for a minute', async () => {
  const [asha, ravi] = [await graph.person(), await graph.person()];
  const { accessToken } = await asha.signIn();

  expect(await refusal(graph.anonymous().http(userCall(asha.id).path))).toEqual([401, 'SIGNATURE_INVALID']);
  expect(await refusal(call(userCall(asha.id), { secret: 'a-secret-of-somebody-else-altogether' }))).toEqual([401, 'SIGNATURE_INVALID']);
  expect(await refusal(call(userCall(ravi.id), { signed: userCall(asha.id) }))).toEqual([401, 'SIGNATURE_INVALID']);
  expect(await refusal(call({ ...userCall(asha.id), path: `${userCall(asha.id).path}?all=1` }, { signed: userCall(asha.id) }))).toEqual([401, 'SIGNATURE_INVALID']);
  expect(await refusal(call(tokenCall(accessToken), { signed: tokenCall('another') }))).toEqual([401, 'SIGNATURE_INVALID']);
  expect(await refusal(call(userCall(asha.id), { away: -62_000 }))).toEqual([401, 'REPLAYED']);
  expect((await call(userCall(asha.id), { away: -58_000 })).status).toBe(200);
});

it('tells services outside whose a token is while it opens the product, and why not when it does not', async () => {
  const person = await graph.person({ platformRoles: ['STAFF'] });
  const { accessToken, signOut } = await person.signIn();
  const exp = Math.floor(graph.clock.now() / 1_000) + 900;

  expect(await validation(accessToken)).toEqual({ valid: true, claims: { user_id: person.id, email: person.email, org_id: null, role: 'STAFF', permissions: ['STAFF'], exp, type: 'access' } });
  expect(await validation(`${accessToken.slice(0, -6)}AAAAAA`)).toEqual({ valid: false, claims: null, code: 'INVALID_TOKEN' });
  graph.clock.advance(900_000);
  expect(await validation(accessToken)).toEqual({ valid: false, claims: null, code: 'TOKEN_EXPIRED' });
  await signOut().catch(() => undefined);
});

it('a token of an ended session, or of somebody who is kept out, is not valid', async () => {
  const [asha, ravi] = [await graph.person(), await graph.person()];
  const [ended, kept] = [await asha.signIn(), await ravi.signIn()];
  await ended.signOut();
  await graph.asUser({ platformRoles: ['ADMIN'] }).ask(BanUserDocument, { id: ravi.id, reason: 'Spam' });

  expect(await validation(ended.accessToken)).toMatchObject({ valid: false, code: 'SESSION_REVOKED' });
  expect(await validation(kept.accessToken)).toMatchObject({ valid: false, code: 'ACCOUNT_DISABLED' });
  expect(await validation(ended.refreshToken)).toMatchObject({ valid: false, code: 'INVALID_TOKEN' });
});

it('takes a token and nothing else', async () => {
  expect(await refusal(call(tokenCall(null)))).toEqual([400, 'BAD_USER_INPUT']);
  expect(await refusal(call({ ...tokenCall(''), body: '{' }))).toEqual([400, 'BAD_REQUEST']);
});
