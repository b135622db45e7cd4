import { connect } from 'node:net';
import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { MeDocument } from '@sangam/schema/typed/operations';

let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'] });
});
afterAll(() => graph.stop());

const HANDSHAKE = 'Host: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n';

/** Sends the bytes and returns the first line of what comes back before the connection ends. */
function statusLine(requestLine: string, headers = HANDSHAKE): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(Number(new URL(graph.url).port), '127.0.0.1', () => socket.write(`${requestLine}\r\n${headers}\r\n`));
    socket.on('data', (data: Buffer) => (text += data.toString('latin1')));
    socket.once('error', reject);
    socket.once('close', () => resolve(text.split('\r\n')[0] ?? ''));
  });
}

it.each([
  ['GET // HTTP/1.1', 404], ['GET //[ HTTP/1.1', 404], ['GET http://[/graphql HTTP/1.1', 404], ['GET * HTTP/1.1', 404], ['GET /graphqlx HTTP/1.1', 404], ['GET /graphql/../graphql HTTP/1.1', 404],
  ['GET /%67raphql HTTP/1.1', 404],
])('an upgrade of %s is refused and the router goes on', async (requestLine, status) => {
  expect(await statusLine(requestLine)).toContain(` ${status} `);
  expect(await graph.anonymous().refusal(MeDocument, {})).toBe('UNAUTHENTICATED');
});

it.each([
  ['another protocol', HANDSHAKE.replace('Upgrade: websocket', 'Upgrade: h2c'), 400], ['no key', HANDSHAKE.replace(/Sec-WebSocket-Key: .*\r\n/, ''), 400],
  ['an unknown version', HANDSHAKE.replace('Version: 13', 'Version: 12'), 400], ['an origin that is no address', `${HANDSHAKE}Origin: //[\r\n`, 403], ['the origin null', `${HANDSHAKE}Origin: null\r\n`, 403],
])('an upgrade with %s is refused and the router goes on', async (_what, headers, status) => {
  expect(await statusLine('GET /graphql HTTP/1.1', headers)).toContain(` ${status} `);
  expect(await graph.anonymous().refusal(MeDocument, {})).toBe('UNAUTHENTICATED');
});

it.each(['GET /graphql HTTP/1.1', 'GET /elsewhere HTTP/1.1'])('clients that vanish during %s do not end the router', async (requestLine) => {
  const vanish = () => new Promise<void>((resolve) => {
    const socket = connect(Number(new URL(graph.url).port), '127.0.0.1', () => {
      socket.write(`${requestLine}\r\n${HANDSHAKE}\r\n`, () => socket.resetAndDestroy());
    });
    socket.once('close', () => resolve());
    socket.on('error', () => undefined);
  });
  await Promise.all(Array.from({ length: 50 }, vanish));
  expect(await graph.anonymous().refusal(MeDocument, {})).toBe('UNAUTHENTICATED');
});
