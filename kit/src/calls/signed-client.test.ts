import type { RequestListener } from 'node:http';
import { anonymousViewer } from '../authorization/viewer';
import { FakeClock } from '../clock/clock';
import type { AppError } from '../errors/app-error';
import { silentLog } from '../testing/echo-subgraph';
import { localServer, type LocalServer } from '../testing/local-server';
import { readGraphQLAnswer } from './graphql-answer';
import { SignedClient, type SignedClientOptions, type SignedRequest } from './signed-client';

const KEYS = ['key-of-at-least-thirty-two-characters'];

const request: SignedRequest = {
  method: 'POST', path: '/graphql', body: '{"query":"{a}"}', identity: { viewer: anonymousViewer('r1', ''), caller: 'router', requestId: 'r1', idempotencyKey: null },
};

const good: RequestListener = (_request, response) => void response.setHeader('content-type', 'application/json').end('{"data":{"a":1}}');
const hanging: RequestListener = () => undefined;
const garbage: RequestListener = (_request, response) => void response.setHeader('content-type', 'text/html').end('<h1>hello</h1>');
const brokenJson: RequestListener = (_request, response) => void response.setHeader('content-type', 'application/json').end('{"data":');
const foreignJson: RequestListener = (_request, response) => void response.setHeader('content-type', 'application/json').end('[1]');
const failing: RequestListener = (_request, response) => void response.writeHead(500).end('boom at 10.0.0.7:3306');
const resetting: RequestListener = (incoming) => void incoming.socket.destroy();
const endless: RequestListener = (_request, response) => {
  response.setHeader('content-type', 'application/json');
  const chunk = Buffer.alloc(1024 * 1024, 0x20);
  const push = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', push);
  push();
};
const stuck: RequestListener = (_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{"data":');
const refusing: RequestListener = (_request, response) => void response.writeHead(401, { 'content-type': 'application/json', 'www-authenticate': 'Service-Signature' }).end('{"errors":[{"message":"x","extensions":{"code":"SIGNATURE_INVALID"}}]}');

describe('a signed client', () => {
  let server: LocalServer | undefined;
  let client: SignedClient | undefined;

  afterEach(async () => {
    await client?.close();
    await server?.close();
    server = client = undefined;
  });

  async function open(answer: RequestListener, options: Partial<SignedClientOptions> = {}): Promise<SignedClient> {
    server = await localServer(answer);
    client = new SignedClient({ target: 'echo', url: server.url, keys: KEYS, clock: new FakeClock(), log: silentLog, timeoutMs: 5_000, ...options });
    return client;
  }

  const send = (more: Partial<SignedRequest> = {}) => (client as SignedClient).send({ ...request, ...more }, readGraphQLAnswer);
  const codeOf = (more: Partial<SignedRequest> = {}) => send(more).then(() => 'answered', (error: AppError) => error.extensions.code as string);

  it('hands over what the server answers', async () => {
    await open(good);
    expect(await send()).toEqual({ data: { a: 1 } });
  });

  it.each<[string, string, RequestListener]>([
    ['hangs', 'SUBGRAPH_TIMEOUT', hanging],
    ['stops in the middle of its answer', 'SUBGRAPH_TIMEOUT', stuck],
    ['answers a page', 'SUBGRAPH_UNAVAILABLE', garbage],
    ['answers half an object', 'SUBGRAPH_UNAVAILABLE', brokenJson],
    ['answers other JSON', 'SUBGRAPH_UNAVAILABLE', foreignJson],
    ['answers 500', 'SUBGRAPH_UNAVAILABLE', failing],
    ['resets the connection', 'SUBGRAPH_UNAVAILABLE', resetting],
    ['answers more than 10 MB', 'SUBGRAPH_UNAVAILABLE', endless],
    ['refuses the signature', 'SUBGRAPH_UNAVAILABLE', refusing],
  ])('says so when the server %s', async (_name, code, answer) => {
    await open(answer);
    expect(await codeOf({ timeoutMs: answer === hanging || answer === stuck ? 50 : 5_000 })).toBe(code);
  });

  it('says unavailable when nobody listens, and no address', async () => {
    await open(good);
    await server?.close();
    const error = (await send().catch((reason: AppError) => reason)) as AppError;

    expect(error.extensions).toEqual({ code: 'SUBGRAPH_UNAVAILABLE' });
    expect(JSON.stringify([error.message, error.toJSON()])).not.toMatch(/127\.0\.0\.1|ECONN|\d{4,}/);
  });

  it.each<[string, RequestListener, string]>([
    ['hangs', hanging, 'SUBGRAPH_TIMEOUT'], ['answers a page', garbage, 'SUBGRAPH_UNAVAILABLE'], ['answers 500', failing, 'SUBGRAPH_UNAVAILABLE'], ['resets', resetting, 'SUBGRAPH_UNAVAILABLE'],
  ])('stops asking a server that %s five times in a row', async (_name, answer, code) => {
    await open(answer);
    for (let call = 0; call < 5; call += 1) expect(await codeOf({ timeoutMs: answer === hanging ? 20 : 5_000 })).toBe(code);

    expect(await codeOf()).toBe('SUBGRAPH_UNAVAILABLE');
    expect(server?.requests()).toBe(5);
  });

  it('asks again after a while and stays with a server that has healed', async () => {
    let broken = true;
    await open((incoming, response) => (broken ? failing : good)(incoming, response), { openForMs: 10 });
    for (let call = 0; call < 5; call += 1) await codeOf();
    broken = false;

    const outcomes: string[] = [];
    while (outcomes.at(-1) !== 'answered') {
      outcomes.push(await codeOf());
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(await codeOf()).toBe('answered');
  });

  it('does not count coded errors against a server', async () => {
    await open((_incoming, response) => void response.setHeader('content-type', 'application/json').end('{"data":null,"errors":[{"message":"x","extensions":{"code":"CONFLICT"}}]}'));
    for (let call = 0; call < 10; call += 1) expect(await codeOf()).toBe('answered');
  });

  it('does not count a viewer that is too large against a server', async () => {
    await open(good);
    const viewer = { ...request.identity.viewer, permissions: ['x'.repeat(9_000)] };
    for (let call = 0; call < 6; call += 1) await expect(send({ identity: { ...request.identity, viewer } })).rejects.toThrow('fit into a header');

    expect(await codeOf()).toBe('answered');
  });

  it('repeats a read once on a broken connection, with another call id', async () => {
    const signatures: unknown[] = [];
    await open((incoming, response) => {
      signatures.push(incoming.headers['x-service-signature']);
      (signatures.length === 1 ? resetting : good)(incoming, response);
    });

    expect(await codeOf({ retry: true })).toBe('answered');
    expect(new Set(signatures).size).toBe(2);
  });

  it('repeats nothing else', async () => {
    await open(resetting);
    expect(await codeOf()).toBe('SUBGRAPH_UNAVAILABLE');
    expect(server?.requests()).toBe(1);
  });

  it('repeats no read whose time was up', async () => {
    await open(hanging);
    expect(await codeOf({ retry: true, timeoutMs: 30 })).toBe('SUBGRAPH_TIMEOUT');
    expect(server?.requests()).toBe(1);
  });

  it('keeps its connections between calls', async () => {
    const ports = new Set<number | undefined>();
    await open((incoming, response) => {
      ports.add(incoming.socket.remotePort);
      good(incoming, response);
    });
    for (let call = 0; call < 10; call += 1) await send();
    // A call may start while the connection of the one before it is about to be free.
    expect(ports.size).toBeLessThanOrEqual(2);
  });
});
