import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema } from 'graphql';
import { WebSocket } from 'ws';
import { claimedHeaders } from '../front/strip-identity';
import { serveSockets, type SocketServer, type SocketServerOptions } from './socket-server';

const CLAIMS = {
  'x-user-id': 'u1', 'x-org-id': 'o1', 'x-role': 'ADMIN', 'x-viewer': 'e30', 'x-service-signature': 'v1:1:1:1', 'x-real-ip': '198.51.100.1', 'x-forwarded-for': '203.0.113.6',
};

let server: Server;
let sockets: SocketServer;

async function upgradeAsSeen(trustedProxies: number): Promise<IncomingMessage> {
  const seen: IncomingMessage[] = [];
  server = createServer();
  const limits = { frameBytes: 1_024, initTimeoutMs: 1_000, operations: 1, socketsPerUser: 1, queue: 1 };
  // Refused at the first question, so that nothing behind it is needed.
  const originAllowed = (request: IncomingMessage) => seen.push(request) === 0;
  sockets = serveSockets({ server, path: '/graphql', limits, trustedProxies, originAllowed, gateway: { apiSchema: buildSchema('type Query { a: Int }') } } as unknown as SocketServerOptions);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, 'graphql-transport-ws', { headers: CLAIMS });
  await new Promise((resolve) => socket.once('error', resolve));
  const [request] = seen;
  if (!request) throw new Error('The upgrade was not seen.');
  return request;
}

afterEach(async () => {
  await sockets.close();
  await new Promise((resolve) => server.close(resolve));
});

const namesIn = ({ rawHeaders }: IncomingMessage) => rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());

it('takes identity headers off an upgrade before anything reads it, and keeps them as claims', async () => {
  const request = await upgradeAsSeen(0);

  expect(Object.keys(request.headers).filter((name) => name in CLAIMS)).toEqual([]);
  expect(namesIn(request).filter((name) => name in CLAIMS)).toEqual([]);
  expect(claimedHeaders(request)).toEqual(CLAIMS);
});

it('leaves what a trusted proxy forwards', async () => {
  const request = await upgradeAsSeen(1);

  expect(Object.keys(request.headers).filter((name) => name in CLAIMS)).toEqual(['x-forwarded-for']);
});
