import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { impatientSocket } from './impatient-socket';

describe('an impatient socket', () => {
  it('gives up a handshake that nobody answers', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const Socket = impatientSocket(50);

    const [error] = (await once(new Socket(`ws://127.0.0.1:${(silent.address() as AddressInfo).port}`), 'error').catch((reason: Error) => [reason])) as [Error];
    expect(error.message).toContain('handshake has timed out');
    silent.close();
  }, 5_000);

  it('gives up waiting for the other side to agree to the end', async () => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    server.on('connection', (peer) => peer.pause());
    await once(server, 'listening');
    const Socket = impatientSocket(50);
    const socket = new Socket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
    await once(socket, 'open');
    socket.close();

    const [code] = (await once(socket, 'close')) as [number];
    expect(code).toBe(1006);
    for (const peer of server.clients) peer.terminate();
    server.close();
  }, 5_000);
});
