import type { TestGraph, TestPerson } from '@sangam/kit/testing/harness';
import { startGraph } from '@sangam/kit/testing/harness';
import { newId } from '@sangam/kit/ids/new-id';
import { RawSocket, type SocketMessage } from './raw-socket.fixture';

let graph: TestGraph;
let person: TestPerson;
const sockets: RawSocket[] = [];

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity', 'chat'], environment: { WS_INIT_TIMEOUT: '250ms', CORS_ORIGINS: 'https://app.example' } });
});
beforeEach(async () => {
  person = await graph.person();
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
});
afterAll(() => graph.stop());

const kept = async (opening: Promise<RawSocket>): Promise<RawSocket> => {
  const socket = await opening;
  sockets.push(socket);
  return socket;
};
const open = (options?: Parameters<typeof RawSocket.open>[1]) => kept(RawSocket.open(graph.url, options));
const ready = async (token?: string | null) => kept(RawSocket.ready(graph.url, token === undefined ? (await person.signIn()).accessToken : token));

const subscribe = (id: string, query = 'subscription { chatEvents { __typename } }'): SocketMessage => ({ type: 'subscribe', id, payload: { query } });
const codesIn = ({ payload }: SocketMessage) => ((payload as { errors?: { extensions: { code: string } }[] }).errors ?? []).map(({ extensions }) => extensions.code);

describe('a socket', () => {
  it('that does not introduce itself in time is closed', async () => {
    expect(await (await open()).closeCode()).toBe(4408);
  });

  it('that asks before it has introduced itself is closed', async () => {
    const socket = await open();
    socket.send(subscribe('1'));
    expect(await socket.closeCode()).toBe(4401);
  });

  it('that introduces itself twice is closed', async () => {
    const socket = await ready();
    socket.send({ type: 'connection_init', payload: {} });
    expect(await socket.closeCode()).toBe(4429);
  });

  it('cannot become somebody else by introducing itself twice at once', async () => {
    const { accessToken } = await person.signIn();
    const socket = await open();
    socket.send({ type: 'connection_init' });
    socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${accessToken}` } });
    expect(await socket.closeCode()).toBe(4429);
  });

  it('that uses an id twice is closed', async () => {
    const socket = await ready();
    socket.send(subscribe('1'));
    socket.send(subscribe('1'));
    expect(await socket.closeCode()).toBe(4409);
  });

  it.each([
    ['text that is no JSON', 'nonsense'], ['a list', '[]'], ['an unknown type', '{"type":"drop"}'], ['an operation without an id', '{"type":"subscribe","payload":{"query":"{ me { id } }"}}'],
    ['a payload that is no object', '{"type":"subscribe","id":"1","payload":7}'], ['a message of the old protocol', '{"type":"start","id":"1","payload":{"query":"{ me { id } }"}}'],
  ])('that says %s is closed', async (_what, text) => {
    const socket = await ready();
    socket.send(text);
    expect(await socket.closeCode()).toBe(4400);
  });

  it.each(['graphql-ws', 'mqtt'])('of another protocol (%s) is given none', async (protocol) => {
    expect(await (await open({ protocol })).closeCode()).toBe(1006);
  });

  it.each([['one of 1 MB', 1_048_576], ['one just above the limit', 65_537]])('with a message too large (%s) is closed', async (_what, bytes) => {
    const socket = await ready();
    socket.send('x'.repeat(bytes));
    expect(await socket.closeCode()).toBe(1009);
  });

  it('of a page of another origin is refused', async () => {
    expect(await (await open({ origin: 'https://evil.example' })).closed).toEqual({ code: 1006, status: 403 });
    const welcome = await open({ origin: 'https://app.example' });
    welcome.send({ type: 'connection_init' });
    expect((await welcome.next()).type).toBe('connection_ack');
  });

  it('carries at most 20 operations at once', async () => {
    const socket = await ready();
    for (let i = 1; i <= 21; i += 1) socket.send(subscribe(String(i)));

    const refusal = await socket.next();

    expect([refusal.id, refusal.type]).toEqual(['21', 'error']);
    expect((refusal.payload as { extensions: { code: string } }[]).map(({ extensions }) => extensions.code)).toEqual(['TOO_MANY_SUBSCRIPTIONS']);
    socket.send({ type: 'complete', id: '1' });
    socket.send(subscribe('22', '{ me { id } }'));
    expect(await socket.next()).toMatchObject({ id: '22', type: 'next', payload: { data: { me: { id: person.id } } } });
  });

  it('is one of at most ten of a person, whatever the session', async () => {
    for (let i = 0; i < 10; i += 1) await ready();
    const eleventh = await open();
    eleventh.send({ type: 'connection_init', payload: { authorization: `Bearer ${(await person.signIn()).accessToken}` } });
    expect(await eleventh.closeCode()).toBe(4429);

    sockets[0]?.close();
    const another = await graph.person();
    expect(await ready((await another.signIn()).accessToken)).toBeInstanceOf(RawSocket);
  });

  it('asks through the same gate as HTTP', async () => {
    const socket = await ready();
    const refusalOf = async (query: string) => {
      const id = newId();
      socket.send(subscribe(id, query));
      const { type, payload } = await socket.next();
      return [type, (payload as { extensions: { code: string } }[])[0]?.extensions.code];
    };
    expect(await refusalOf('{ me { loginSessions(first: 101) { totalCount } } }')).toEqual(['error', 'PAGE_SIZE_OUT_OF_RANGE']);
    expect(await refusalOf(`{ me ${'{ loginSessions(first: 1) { nodes '.repeat(11)}{ id }${'} }'.repeat(11)} }`)).toEqual(['error', 'QUERY_TOO_DEEP']);
    expect(await refusalOf(`mutation { a: login(input: {email: "a@example.com", password: "x"}) { __typename } b: login(input: {email: "a@example.com", password: "y"}) { __typename } }`))
      .toEqual(['error', 'BATCH_NOT_ALLOWED']);
    expect(await refusalOf('{ me { idd } }')).toEqual(['error', 'GRAPHQL_VALIDATION_FAILED']);
    expect(await refusalOf('{ me {')).toEqual(['error', 'GRAPHQL_PARSE_FAILED']);
  });

  it('answers a refused operation and goes on', async () => {
    const socket = await ready(null);
    socket.send(subscribe('1', '{ me { id } }'));
    expect(codesIn(await socket.next())).toEqual(['UNAUTHENTICATED']);
    expect((await socket.next()).type).toBe('complete');
    socket.send({ type: 'ping' });
    expect((await socket.next()).type).toBe('pong');
  });
});
