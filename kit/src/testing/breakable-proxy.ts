import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP proxy in front of a real server, to take the server away from a client and to give it back. */
export interface BreakableProxy {
  readonly port: number;
  /** Connections accepted so far. */
  readonly accepted: number;
  /** Ends every connection and refuses new ones. */
  cut(): Promise<void>;
  /** Accepts connections again, on the same port. */
  restore(): Promise<void>;
  /** Keeps connections open but passes nothing on any more, as a vanished network does; `restore` lets new ones through. */
  freeze(): void;
  close(): Promise<void>;
}

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
  silent: boolean;
}

/** Opens a proxy on 127.0.0.1 to a server on this machine. */
export async function openBreakableProxy(targetPort: number): Promise<BreakableProxy> {
  const pairs = new Set<Pair>();
  let port = 0;
  let frozen = false;
  let accepted = 0;
  const accept = (client: Socket) => {
    accepted += 1;
    const server = connect(targetPort, '127.0.0.1');
    const pair: Pair = { client, server, silent: frozen };
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) socket.on('error', end).on('close', end);
    client.on('data', (data) => pair.silent || server.write(data));
    server.on('data', (data) => pair.silent || client.write(data));
  };
  let listener = createServer(accept);
  const listen = () => new Promise<void>((resolve, reject) => listener.once('error', reject).listen(port, '127.0.0.1', resolve));
  const cut = async () => {
    const ended = new Promise<void>((resolve) => listener.close(() => resolve()));
    for (const { client, server } of pairs) {
      client.destroy();
      server.destroy();
    }
    await ended;
  };
  await listen();
  port = (listener.address() as AddressInfo).port;
  return {
    port,
    get accepted() {
      return accepted;
    },
    cut,
    restore: async () => {
      frozen = false;
      if (listener.listening) return;
      listener = createServer(accept);
      await listen();
    },
    freeze: () => {
      frozen = true;
      for (const pair of pairs) pair.silent = true;
    },
    close: async () => {
      if (listener.listening) await cut();
    },
  };
}
