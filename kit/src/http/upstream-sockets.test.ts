import { once } from 'node:events';
import { createClient, type Client, type FormattedExecutionResult } from 'graphql-ws';
import WebSocket from 'ws';
import { anonymousViewer } from '../authorization/viewer';
import { MemoryReplayStore } from '../calls/replay-store';
import { STREAM_OPENED, connectionParts, subscriptionParts, type SubscriptionOperation } from '../calls/signed-subscription';
import { SIGNATURE_HEADER, signCall } from '../calls/signing';
import { encodeViewerHeader } from '../calls/viewer-header';
import { FakeClock } from '../clock/clock';
import { EchoSubgraph, silentLog } from '../testing/echo-subgraph';
import { serveSubgraph, type ServedSubgraph, type ServerLimits } from './subgraph-server';

const KEYS = ['key-of-at-least-thirty-two-characters'];
const operation: SubscriptionOperation = { query: 'subscription ($room: String!) { spoken(room: $room) { text requestId contexts } }', variables: { room: 'a' } };

describe('the sockets of a subgraph', () => {
  const clock = new FakeClock();
  const clients: Client[] = [];
  let echo: EchoSubgraph;
  let served: ServedSubgraph;

  const serve = async (limits?: ServerLimits) => {
    echo = new EchoSubgraph();
    const replays = new MemoryReplayStore();
    served = await serveSubgraph(echo, { port: 0, keys: KEYS, clock, log: silentLog, replays: { reads: replays, effects: replays }, limits });
  };
  const address = () => served.url.replace('http', 'ws');

  beforeEach(() => serve());
  afterEach(async () => {
    for (const client of clients.splice(0)) client.terminate();
    await served.stop();
  });

  function sign(parts: Parameters<typeof signCall>[0] extends infer C ? Omit<C, 'keys' | 'now'> : never, keys = KEYS): string {
    return signCall({ ...parts, keys, now: clock.now() })[SIGNATURE_HEADER];
  }

  function connect(parameters: Record<string, unknown> = { serviceSignature: sign(connectionParts('echo')) }): Client {
    const client = createClient({ url: `${address()}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0, connectionParams: parameters });
    clients.push(client);
    return client;
  }

  function signed(userId: string | null, change: Partial<SubscriptionOperation> = {}) {
    const viewer = encodeViewerHeader({ viewer: { ...anonymousViewer(`r-${userId}`, ''), userId }, caller: 'router', requestId: `r-${userId}`, idempotencyKey: null });
    return { ...operation, ...change, extensions: { serviceSignature: sign(subscriptionParts('echo', operation, viewer)), viewer } } as never;
  }

  it('carry a stream per signed operation, each with its own identity', async () => {
    const client = connect();
    const [one, two] = [client.iterate(signed('one')), client.iterate(signed('two'))];
    expect([(await one.next()).value, (await two.next()).value]).toEqual([STREAM_OPENED, STREAM_OPENED]);
    const results = Promise.all([one.next(), two.next()]);
    await echo.listeners('a', 2);
    echo.say('a', 'hello');

    expect((await results).map(({ value }) => (value as FormattedExecutionResult<{ spoken: object }>).data?.spoken)).toEqual([
      expect.objectContaining({ text: 'hello', requestId: 'r-one' }), expect.objectContaining({ text: 'hello', requestId: 'r-two' }),
    ]);
  });

  it('make a fresh context for each event', async () => {
    const stream = connect().iterate(signed('one'));
    await stream.next();
    const first = stream.next();
    echo.say('a', 'hello');
    echo.say('a', 'again');

    const seen = [(await first).value, (await stream.next()).value] as FormattedExecutionResult<{ spoken: { contexts: number } }>[];
    expect(seen.map(({ data }) => data?.spoken.contexts)).toEqual([2, 3]);
  });

  it.each<[string, () => unknown]>([
    ['without a signature', () => operation],
    ['with other variables than signed', () => signed('one', { variables: { room: 'b' } })],
    ['with another query than signed', () => signed('one', { query: 'subscription ($room: String!) { spoken(room: $room) { text } }' })],
    ['with the viewer of somebody else', () => ({ ...(signed('one') as object), extensions: { ...(signed('one') as { extensions: object }).extensions, viewer: (signed('two') as { extensions: { viewer: string } }).extensions.viewer } })],
  ])('refuse an operation %s', async (_name, payload) => {
    await expect(connect().iterate(payload() as never).next()).rejects.toEqual([expect.objectContaining({ extensions: expect.objectContaining({ code: 'SIGNATURE_INVALID' }) })]);
    expect(echo.contexts).toBe(0);
  });

  it('refuse the same signed operation a second time', async () => {
    const payload = signed('one');
    void connect().iterate(payload).next().catch(() => undefined);
    await echo.listeners('a', 1);

    await expect(connect().iterate(payload).next()).rejects.toEqual([expect.objectContaining({ extensions: expect.objectContaining({ code: 'REPLAYED' }) })]);
  });

  it('refuse to be used without a signature at all', async () => {
    await expect(connect({}).iterate(operation as never).next()).rejects.toMatchObject({ code: 4403 });
    await expect(connect({ serviceSignature: sign(connectionParts('billing')) }).iterate(operation as never).next()).rejects.toMatchObject({ code: 4403 });
  });

  it.each([['a query', '{ identity { userId } }', 'OPERATION_NOT_FOUND'], ['what does not fit', 'subscription { nothing }', 'GRAPHQL_VALIDATION_FAILED'], ['what cannot be read', 'subscription {', 'BAD_REQUEST']])(
    'refuse %s', async (_name, query, code) => {
      const viewer = encodeViewerHeader({ viewer: anonymousViewer('r1', ''), caller: 'router', requestId: 'r1', idempotencyKey: null });
      const payload = { query, extensions: { viewer, serviceSignature: sign(subscriptionParts('echo', { query }, viewer)) } };
      await expect(connect().iterate(payload).next()).rejects.toEqual([expect.objectContaining({ extensions: expect.objectContaining({ code }) })]);
    },
  );

  it('answer the code of a subscription that is refused', async () => {
    const change = { variables: { room: 'closed' } };
    const viewer = encodeViewerHeader({ viewer: anonymousViewer('r1', ''), caller: 'router', requestId: 'r1', idempotencyKey: null });
    const payload = { ...operation, ...change, extensions: { viewer, serviceSignature: sign(subscriptionParts('echo', { ...operation, ...change }, viewer)) } };

    expect(await connect().iterate(payload as never).next()).toMatchObject({ value: { errors: [{ extensions: { code: 'NOT_FOUND', requestId: 'r1' } }] } });
  });

  it('let go of the source when a stream ends, or its socket', async () => {
    const client = connect();
    const stream = client.iterate(signed('one'));
    await stream.next();
    void stream.next();
    void client.iterate(signed('two')).next().catch(() => undefined);
    await echo.listeners('a', 2);

    await stream.return?.();
    await echo.listeners('a', 1);
    client.terminate();
    await echo.listeners('a', 0);
  });

  it('are limited in number', async () => {
    await served.stop();
    await serve({ maxSockets: 1 });
    const first = new WebSocket(`${address()}/graphql`, 'graphql-transport-ws');
    await once(first, 'open');
    const second = new WebSocket(`${address()}/graphql`, 'graphql-transport-ws');

    const [error] = (await once(second, 'error')) as [Error];
    expect(error.message).toContain('503');
    first.terminate();
  });

  it('exist on one path only', async () => {
    const [error] = (await once(new WebSocket(`${address()}/elsewhere`, 'graphql-transport-ws'), 'error').catch((reason: Error) => [reason])) as [Error];
    expect(error.message).toContain('404');
  });

  it('are told to come back when the subgraph stops', async () => {
    const client = connect();
    const closed = new Promise<{ code: number }>((resolve) => client.on('closed', (event) => resolve(event as { code: number })));
    void client.iterate(signed('one')).next().catch(() => undefined);
    await echo.listeners('a', 1);

    await served.stop();
    expect((await closed).code).toBe(1012);
    await echo.listeners('a', 0);
  });

  it('drop a peer that does not answer pings', async () => {
    await served.stop();
    await serve({ pingEveryMs: 20 });
    const dead = new WebSocket(`${address()}/graphql`, 'graphql-transport-ws', { autoPong: false });
    await once(dead, 'open');

    const [code] = (await once(dead, 'close')) as [number];
    expect(code).toBe(1006);
  });
});
