import { anonymousViewer } from '../authorization/viewer';
import { MemoryReplayStore } from '../calls/replay-store';
import { signCall } from '../calls/signing';
import { encodeViewerHeader, type CallIdentity } from '../calls/viewer-header';
import { FakeClock } from '../clock/clock';
import { operationsOf } from '../execution/operations-of';
import { EchoSubgraph, silentLog } from '../testing/echo-subgraph';
import { serveSubgraph, type ServedSubgraph, type ServerLimits } from './subgraph-server';

const KEYS = ['newest-key-of-at-least-32-characters', 'former-key-of-at-least-32-characters'];
const identity: CallIdentity = { viewer: { ...anonymousViewer('r1', '10.1.1.1'), userId: 'u1' }, caller: 'router', requestId: 'r1', idempotencyKey: 'k1' };
const IDENTITY_QUERY = JSON.stringify({ query: '{ identity { userId caller requestId idempotencyKey } }' });

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly body?: string;
  readonly identity?: CallIdentity;
  readonly keys?: readonly string[];
  /** What is changed after the signature was made. */
  readonly after?: { readonly path?: string; readonly body?: string; readonly headers?: Record<string, string> };
}

describe('a subgraph on its own port', () => {
  const clock = new FakeClock();
  let echo: EchoSubgraph;
  let served: ServedSubgraph;

  const serve = async (limits?: ServerLimits) => {
    const replays = new MemoryReplayStore();
    served = await serveSubgraph(echo, { port: 0, keys: KEYS, clock, log: silentLog, replays: { reads: replays, effects: replays }, limits });
  };

  beforeEach(async () => {
    echo = new EchoSubgraph();
    await serve();
  });
  afterEach(async () => {
    echo.release();
    await served.stop();
  });

  function headersFor({ method = 'POST', path = '/graphql', body = '', keys = KEYS, ...sent }: Sent): Record<string, string> {
    return { 'content-type': 'application/json', ...signCall({ keys, audience: 'echo', method, path, body, viewerHeader: encodeViewerHeader(sent.identity ?? identity), now: clock.now() }) };
  }

  async function send(sent: Sent, headers = headersFor(sent)): Promise<{ status: number; headers: Headers; json: Record<string, never>; text: string }> {
    const { method = 'POST', path = '/graphql', body, after = {} } = sent;
    const answer = await fetch(`${served.url}${after.path ?? path}`, { method, headers: { ...headers, ...after.headers }, body: method === 'GET' ? undefined : (after.body ?? body) });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, json: /json/.test(answer.headers.get('content-type') ?? '') ? JSON.parse(text) : {} };
  }

  it('listens on the loopback interface only, unless told otherwise', () => {
    expect(served.url).toBe(`http://127.0.0.1:${served.port}`);
  });

  it('answers a signed operation with the identity that was signed', async () => {
    expect((await send({ body: IDENTITY_QUERY })).json).toEqual({ data: { identity: { userId: 'u1', caller: 'router', requestId: 'r1', idempotencyKey: 'k1' } } });
  });

  it('accepts the former key during a rotation', async () => {
    expect((await send({ body: IDENTITY_QUERY, keys: [KEYS[1] as string] })).status).toBe(200);
  });

  const forged = encodeViewerHeader({ ...identity, viewer: { ...identity.viewer, platformRoles: ['ADMIN'] } });
  const change = JSON.stringify({ query: 'mutation { count }' });

  describe.each<[string, Sent]>([
    ['a query', { body: IDENTITY_QUERY }], ['a mutation', { body: change }], ['an event', { path: '/internal/events', body: '{}' }], ['a route', { path: '/echo/word', body: 'x' }],
    ['an unknown path', { path: '/elsewhere', body: '' }], ['the schema', { body: '{"query":"{_service{sdl}}"}' }],
  ])('refuses %s', (_name, sent) => {
    afterEach(() => expect([echo.ran, echo.contexts]).toEqual([0, 0]));

    it('without a signature', async () => {
      const answer = await send(sent, { 'content-type': 'application/json' });
      expect([answer.status, answer.json]).toEqual([401, { error: expect.objectContaining({ code: 'SIGNATURE_INVALID' }) }]);
    });

    it.each<[string, Sent['after']]>([
      ['with an altered body', { body: `${sent.body} ` }],
      ['with an altered path', { path: `${sent.path ?? '/graphql'}?x=1` }],
      ['with an altered viewer', { headers: { 'x-viewer': forged } }],
      ['without its viewer', { headers: { 'x-viewer': '' } }],
    ])('%s', async (_change, after) => {
      const answer = await send({ ...sent, after });
      expect([answer.status, answer.json]).toEqual([401, { error: expect.objectContaining({ code: 'SIGNATURE_INVALID' }) }]);
    });

    it.each([-61_000, 61_000])('signed %d ms from now', async (distance) => {
      const headers = headersFor(sent);
      clock.advance(distance);
      expect((await send(sent, headers)).status).toBe(401);
      clock.advance(-distance);
    });
  });

  it.each<[string, Sent]>([['a query', { body: IDENTITY_QUERY }], ['a mutation', { body: change }], ['a route', { path: '/echo/word', body: 'x' }]])('refuses an exact replay of %s', async (_name, sent) => {
    const headers = headersFor(sent);
    await send(sent, headers);
    const answer = await send(sent, headers);

    expect([answer.status, answer.json, echo.ran]).toEqual([401, { error: expect.objectContaining({ code: 'REPLAYED' }) }, 1]);
  });

  it('remembers effects where every instance sees them, and reads at home', async () => {
    const [reads, effects] = [new MemoryReplayStore(), new MemoryReplayStore()];
    await served.stop();
    served = await serveSubgraph(echo, { port: 0, keys: KEYS, clock, log: silentLog, replays: { reads, effects } });
    const post = (path: string, body: string) => send({ path, body });
    await post('/graphql', IDENTITY_QUERY);
    await post('/graphql', JSON.stringify({ query: 'query A { identity { userId } }' }));
    expect([reads.size, effects.size]).toEqual([2, 0]);

    await post('/graphql', change);
    await post('/graphql', JSON.stringify({ query: 'query A { identity { userId } } mutation B { count }', operationName: 'B' }));
    await post('/graphql', JSON.stringify({ variables: {}, query: '{ identity { userId } }' }));
    await post('/internal/events', '{}');
    await post('/echo/word', 'x');
    expect([reads.size, effects.size]).toEqual([2, 5]);
  });

  it('masks what a resolver throws and keeps codes', async () => {
    const query = 'query ($how: String!) { fail(how: $how) }';
    const broken = await send({ body: JSON.stringify({ query, variables: { how: 'other' } }) });
    const coded = await send({ body: JSON.stringify({ query, variables: { how: 'coded' } }) });

    expect(broken.text).not.toMatch(/secret|stack/);
    expect(broken.json).toEqual({ data: { fail: null }, errors: [expect.objectContaining({ path: ['fail'], extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'r1' } })] });
    expect(coded.json).toMatchObject({ errors: [{ extensions: { code: 'CONFLICT', requestId: 'r1', userMessage: 'Already there.' } }] });
  });

  it.each([
    ['no JSON', 'hello', 'BAD_REQUEST'], ['no query', '{}', 'BAD_REQUEST'], ['a batch', '[{"query":"{a}"}]', 'BAD_REQUEST'], ['variables that are none', '{"query":"{ waiting }","variables":[1]}', 'BAD_REQUEST'],
    ['a broken document', '{"query":"{"}', 'GRAPHQL_PARSE_FAILED'], ['a document that does not fit', '{"query":"{ nothing }"}', 'GRAPHQL_VALIDATION_FAILED'],
    ['a question about the schema', '{"query":"{ __type(name: \\"Echo\\") { name } }"}', 'GRAPHQL_VALIDATION_FAILED'], ['an operation that is not there', '{"query":"query A { waiting }","operationName":"B"}', 'OPERATION_NOT_FOUND'],
    ['a subscription', '{"query":"subscription { spoken(room: \\"a\\") { text } }"}', 'OPERATION_NOT_FOUND'], ['a variable of another type', '{"query":"query ($how: String!) { fail(how: $how) }","variables":{"how":1}}', 'BAD_USER_INPUT'],
  ])('answers 400 to %s', async (_name, body, code) => {
    const answer = await send({ body });
    expect([answer.status, answer.json, echo.ran]).toMatchObject([400, { errors: [{ extensions: { code, requestId: 'r1' } }] }, 0]);
  });

  it('refuses a larger operation than it accepts', async () => {
    await served.stop();
    await serve({ bodyLimit: 200 });
    const padded = (bytes: number) => send({ body: IDENTITY_QUERY.padEnd(bytes) });
    expect([(await padded(200)).status, (await padded(201)).status, echo.ran]).toEqual([200, 413, 1]);
  });

  it('remembers an operation by its text', async () => {
    const text = 'query A { identity { userId } } query B { identity { caller } }';
    const ask = async (operationName: string) => (await send({ body: JSON.stringify({ query: text, operationName }) })).json;
    expect([await ask('A'), await ask('B'), await ask('A')]).toEqual([{ data: { identity: { userId: 'u1' } } }, { data: { identity: { caller: 'router' } } }, { data: { identity: { userId: 'u1' } } }]);
    expect(operationsOf(echo.schema).ofText(text, 'A')).toBe(operationsOf(echo.schema).ofText(text, 'A'));
  });

  describe('takes events', () => {
    const event = { id: 'e1', type: 'echo.text.said', version: 1, occurredAt: 1, aggregateId: 'a', aggregateVersion: 1, organizationId: null, actorId: null, requestId: 'r1', payload: { a: 1 } };
    const service = { ...identity, caller: 'service' as const };
    const deliver = (body: unknown, from: CallIdentity = service) => send({ path: '/internal/events', body: JSON.stringify(body), identity: from });

    it('from services', async () => {
      expect([(await deliver(event)).json, (await deliver(event)).json]).toEqual([{ delivery: 'applied' }, { delivery: 'repeated' }]);
      expect(echo.received[0]).toEqual(event);
    });

    it('not from the router', async () => {
      expect([(await deliver(event, identity)).status, echo.ran]).toEqual([403, 0]);
    });

    it('only in their form', async () => {
      expect([(await deliver({ ...event, extra: 1 })).status, (await deliver({ ...event, id: undefined })).status, echo.ran]).toEqual([400, 400, 0]);
    });

    it('and answers the code of a handler that refuses', async () => {
      const answer = await deliver({ ...event, type: 'echo.text.refused' });
      expect([answer.status, answer.json]).toMatchObject([409, { error: { code: 'CONFLICT' } }]);
    });
  });

  describe('runs routes', () => {
    it('with the exact bytes, parameters, query and headers', async () => {
      const answer = await send({ path: '/echo/caf%C3%A9?a=1&b=x%20y', body: '\u0000é{' }, { ...headersFor({ path: '/echo/caf%C3%A9?a=1&b=x%20y', body: '\u0000é{' }), 'x-user-id': 'forged', 'x-partner': 'p' });

      expect(answer.status).toBe(201);
      expect(answer.json).toMatchObject({ path: '/echo/caf%C3%A9', params: { word: 'café' }, query: { a: '1', b: 'x y' }, sent: Buffer.from('\u0000é{').toString('hex'), userId: 'u1', headers: { 'x-partner': 'p' } });
      expect(answer.text).not.toMatch(/x-user-id|x-viewer|forged/);
    });

    it('with errors in the shape of the house', async () => {
      const missing = await send({ path: '/echo/missing', body: '' });
      const broken = await send({ path: '/echo/broken', body: '' });

      expect([missing.status, missing.json]).toEqual([404, { error: { code: 'NOT_FOUND', message: 'Not found.', details: { requestId: 'r1' } } }]);
      expect([broken.status, broken.json]).toEqual([500, { error: { code: 'INTERNAL_SERVER_ERROR', message: 'Internal server error', details: { requestId: 'r1' } } }]);
    });

    it('refusing larger bodies than they accept', async () => {
      expect([(await send({ path: '/echo/word', body: 'x'.repeat(1_000) })).status, (await send({ path: '/echo/word', body: 'x'.repeat(1_001) })).status, echo.ran]).toEqual([201, 413, 1]);
    });

    it('preferring a fixed path, and 404 for a signed call to none', async () => {
      expect((await send({ method: 'GET', path: '/echo/fixed' })).text).toBe('fixed');
      expect([(await send({ method: 'GET', path: '/echo/word' })).status, (await send({ path: '/echo/a/b', body: '' })).status, (await send({ path: '/echo/%E0%A4', body: '' })).status]).toEqual([404, 404, 404]);
    });
  });

  describe('tells its health without a signature', () => {
    const health = async (path: string) => (await fetch(`${served.url}/health/${path}`)).status;

    it('as ready while its database answers', async () => {
      expect([await health('live'), await health('ready')]).toEqual([200, 200]);
      echo.status = 'down';
      expect([await health('live'), await health('ready')]).toEqual([200, 503]);
    });
  });

  describe('stops', () => {
    it('after what is under way has its answer, ready=503 first', async () => {
      await served.stop();
      await serve({ noticeMs: 200 });
      const waiting = send({ body: '{"query":"{ waiting }"}' });
      await echo.arrival();

      const stopped = served.stop();
      expect((await fetch(`${served.url}/health/ready`)).status).toBe(503);
      echo.release();

      expect((await waiting).json).toEqual({ data: { waiting: 1 } });
      await stopped;
      await expect(fetch(`${served.url}/health/live`)).rejects.toThrow('fetch failed');
    });

    it('although a client keeps its connection', async () => {
      const waiting = send({ body: '{"query":"{ waiting }"}' });
      await echo.arrival();
      const stopped = served.stop();
      echo.release();
      expect([(await waiting).status, await stopped]).toEqual([200, undefined]);
    });

    it('although work does not end', async () => {
      await served.stop();
      await serve({ graceMs: 50 });
      const waiting = send({ body: '{"query":"{ waiting }"}' }).catch(() => 'cut off');
      await echo.arrival();
      await served.stop();
      expect(await waiting).toBe('cut off');
    });
  });
});
