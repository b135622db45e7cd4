import { WebSocket, type ClientOptions } from 'ws';

export interface SocketMessage {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

const PATIENCE_MS = 5_000;

/** A socket that says exactly what it is told, which a well-behaved client library would not. */
export class RawSocket {
  private readonly arrived: SocketMessage[] = [];
  private readonly takers: ((message: SocketMessage) => void)[] = [];
  /** Close code; 1006 and the HTTP status where the upgrade was refused. */
  readonly closed: Promise<{ readonly code: number; readonly status?: number }>;

  private constructor(private readonly socket: WebSocket) {
    this.closed = new Promise((resolve) => {
      socket.once('unexpected-response', (_request, response) => {
        resolve({ code: 1006, status: response.statusCode ?? 0 });
        response.destroy();
      });
      socket.once('close', (code) => resolve({ code }));
    });
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer) => this.take(JSON.parse(data.toString()) as SocketMessage));
  }

  /** Opens a socket at the router's address; resolves when it is open or refused. */
  static async open(url: string, options: ClientOptions & { readonly protocol?: string } = {}): Promise<RawSocket> {
    const { protocol = 'graphql-transport-ws', ...rest } = options;
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/graphql`, protocol, rest);
    const raw = new RawSocket(socket);
    await Promise.race([new Promise((resolve) => socket.once('open', resolve)), raw.closed]);
    return raw;
  }

  /** Opened and acknowledged, as whoever the token belongs to. */
  static async ready(url: string, token: string | null, options: ClientOptions = {}): Promise<RawSocket> {
    const socket = await RawSocket.open(url, options);
    socket.send({ type: 'connection_init', payload: token === null ? {} : { authorization: `Bearer ${token}` } });
    const { type } = await socket.next();
    if (type !== 'connection_ack') throw new Error(`Not acknowledged but ${type}.`);
    return socket;
  }

  send(message: SocketMessage | string): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** The next message; fails when the socket closes or nothing comes. */
  next(): Promise<SocketMessage> {
    const first = this.arrived.shift();
    if (first) return Promise.resolve(first);
    const closing = this.closed.then(({ code }): never => {
      throw new Error(`The socket was closed with ${code}.`);
    });
    return within(Promise.race([new Promise<SocketMessage>((resolve) => this.takers.push(resolve)), closing]));
  }

  /** The code with which the server closes it. */
  async closeCode(): Promise<number> {
    return (await within(this.closed)).code;
  }

  close(): void {
    this.socket.terminate();
  }

  private take(message: SocketMessage): void {
    const taker = this.takers.shift();
    if (taker) taker(message);
    else this.arrived.push(message);
  }
}

/** A limit on waiting, so that silence is a failure and not a hang. */
async function within<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited ${PATIENCE_MS} ms.`)), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
