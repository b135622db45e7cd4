import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { RegisterDocument } from '@sangam/schema/typed/operations';
import { healthRoutes } from './health-routes';

let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity', 'chat'] });
});
afterAll(() => graph.stop());

const IN_BUILD = ['auth', 'audit-log'];

describe('the pages of the front door', () => {
  it.each(healthRoutes.map(({ path }) => [path]))('%s needs no sign-in and tells the truth', async (path) => {
    const service = /^\/([a-z-]+)\/health/.exec(path)?.[1];
    const missing = service !== undefined && service !== 'api' && !IN_BUILD.includes(service);

    const response = await graph.anonymous().http(path);

    expect([path, response.status]).toEqual([path, missing ? 503 : 200]);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await response.json()).toMatchObject({ status: missing ? 'unavailable' : 'ok' });
  });

  it.each([
    ['/.well-known/jwks.json', /^application\/json/], ['/.well-known/security.txt', /^text\/plain/], ['/graphiql', /^text\/html/], ['/metrics', /^text\/plain/],
  ])('%s is served', async (path, type) => {
    const response = await graph.anonymous().http(path);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, expect.stringMatching(type)]);
  });

  it('publishes the keys that verify access tokens, and nothing private of them', async () => {
    const { keys } = (await (await graph.anonymous().http('/.well-known/jwks.json')).json()) as { keys: Record<string, string>[] };
    expect(keys).toEqual([{ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig', kid: expect.any(String), x: expect.any(String) }]);
  });

  it('shows the mails that were kept, as text', async () => {
    await graph.anonymous().ask(RegisterDocument, { input: { email: 'mail@example.com', password: 'Correct1horse', fullName: '<b>Asha</b>', termsAccepted: true } });
    await graph.jobs.drain();
    const page = await (await graph.anonymous().http('/mailbox')).text();
    expect(page).toContain('<h2>Confirm your address</h2><p>To mail@example.com</p>');
    const forwarded = await graph.anonymous().http('/mailbox', { headers: { 'x-forwarded-for': '203.0.113.9' } });
    expect(forwarded.status).toBe(404);
  });

  it('answers what is not there as routes answer their errors', async () => {
    const response = await graph.anonymous().http('/nothing/here');
    expect([response.status, await response.json()]).toMatchObject([404, { error: { code: 'NOT_FOUND', message: 'Not found.', details: { requestId: expect.any(String) } } }]);
  });
});
