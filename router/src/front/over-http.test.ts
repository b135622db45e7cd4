import { serverAudits } from 'graphql-http';
import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { send, type Sending } from '../testing/send-request';

/**
 * Audits that the router fails on purpose; docs/decisions/0010-graphql-over-http.md says why. A query by GET needs a header
 * that the audits do not send, and what is refused before execution has its own status whatever the media type.
 */
const DECIDED_OTHERWISE = ['5A70', '6A70', 'D6D5', '572B', 'FDE2', '7B9B'];

let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity', 'chat'] });
});
afterAll(() => graph.stop());

describe('the audits of GraphQL over HTTP', () => {
  const audits = serverAudits({ url: () => `${graph.url}/graphql` });

  it('are all there, and none that must hold is left out', () => {
    expect(audits.length).toBeGreaterThan(60);
    const leftOut = audits.filter(({ id }) => DECIDED_OTHERWISE.includes(id));
    expect(leftOut).toHaveLength(DECIDED_OTHERWISE.length);
    expect(leftOut.filter(({ name }) => name.startsWith('MUST'))).toEqual([]);
  });

  it.each(audits.map(({ id, name, fn }) => [id, name, fn] as const))('%s %s', async (id, _name, audit) => {
    const result = await audit();
    expect([result.status, 'reason' in result ? result.reason : '']).toEqual(DECIDED_OTHERWISE.includes(id) ? [expect.stringMatching('error|warn|notice'), expect.any(String)] : ['ok', '']);
  });
});

describe('a request to the graph', () => {
  const ask = (sending: Sending, path = '/graphql') => send(Number(new URL(graph.url).port), path, sending);
  const post = (headers: Record<string, string> = {}, body = '{"query":"{ __typename }"}') => ask({ method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
  const codeOf = (answer: { json<T>(): T }) => answer.json<{ errors: { extensions: { code: string } }[] }>().errors[0]?.extensions.code;

  it('is answered in one piece whose length is known', async () => {
    const { status, headers, text } = await post();
    expect([status, headers['content-length'], headers['transfer-encoding'], text]).toEqual([200, '31', undefined, '{"data":{"__typename":"Query"}}']);
  });

  it('that accepts nothing we send is refused, in JSON', async () => {
    const answer = await post({ accept: 'text/html' });
    expect([answer.status, codeOf(answer), answer.headers['content-type']]).toEqual([406, 'NOT_ACCEPTABLE', 'application/json; charset=utf-8']);
  });

  it.each(['PUT', 'PATCH', 'DELETE', 'HEAD'])('by %s is refused with the methods that are allowed', async (method) => {
    const answer = await ask({ method });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, POST']);
  });

  it('that would change something by GET is told to use POST', async () => {
    const answer = await ask({ headers: { 'apollo-require-preflight': '1' } }, `/graphql?query=${encodeURIComponent('mutation { __typename }')}`);
    expect([answer.status, answer.headers.allow, codeOf(answer)]).toEqual([405, 'POST', 'METHOD_NOT_ALLOWED']);
  });

  it('by GET takes each parameter once', async () => {
    const answer = await ask({ headers: { 'apollo-require-preflight': '1' } }, '/graphql?query={a}&query={b}');
    expect([answer.status, codeOf(answer)]).toEqual([400, 'BAD_REQUEST']);
  });

  it.each(['/graphql/', '/GraphQL', '/graphql?x=1'])('is found at %s', async (path) => {
    expect((await ask({ method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ __typename }"}' }, path)).status).toBe(200);
  });

  it.each(['/graphqlx', '/graphql/x', '//graphql'])('is not found at %s', async (path) => {
    expect((await ask({ method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ __typename }"}' }, path)).status).toBe(404);
  });

  it('carries the protective headers that every other answer carries', async () => {
    const [page, answer] = [await ask({}, '/nothing'), await post()];
    const shared = Object.entries(page.headers).filter(([name]) => !['content-length', 'date', 'x-request-id'].includes(name));
    expect(shared.length).toBeGreaterThan(12);
    expect(answer.headers).toMatchObject(Object.fromEntries(shared));
  });

  it('is counted under its route', async () => {
    await post();
    expect((await ask({}, '/metrics')).text).toMatch(/^http_request_duration_seconds_count\{method="POST",route="\/graphql",status="200"\} \d+$/m);
  });

  it('of a page of another origin is answered with CORS headers only where it is allowed', async () => {
    const permitted = await startGraph({ subgraphs: [], environment: { CORS_ORIGINS: 'https://app.example' } });
    const origins = ['https://app.example', 'https://evil.example'];
    const answers = await Promise.all(origins.map((origin) => fetch(`${permitted.url}/graphql`, { method: 'POST', headers: { origin, 'content-type': 'application/json' }, body: '{"query":"{ __typename }"}' })));
    const preflight = await fetch(`${permitted.url}/graphql`, { method: 'OPTIONS', headers: { origin: 'https://app.example', 'access-control-request-method': 'POST' } });
    await permitted.stop();

    expect(answers.map(({ headers }) => headers.get('access-control-allow-origin'))).toEqual(['https://app.example', null]);
    expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([204, 'GET,POST,PUT,PATCH,DELETE']);
  });
});
