import type { AnsweredError } from '@sangam/kit/testing/harness';
import { createClient, type Client as SocketClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { within } from './wait';

const PATIENCE_MS = 15_000;

/** A subscription through a socket of its own, as a browser would hold it; keeps everything that arrives. */
export class Listener<D> {
  readonly heard: D[] = [];
  readonly errors: AnsweredError[] = [];
  /** The stream's end: null when the server completed it, the close code when the socket closed. */
  readonly ended: Promise<number | null>;
  private readonly socket: SocketClient;
  private readonly watchers = new Set<() => void>();

  constructor(url: string, token: string | null, operation: { readonly query: string; readonly variables: Record<string, unknown> }) {
    this.socket = createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0, connectionParams: token === null ? {} : { authorization: `Bearer ${token}` } });
    this.ended = new Promise((resolve) => {
      this.socket.on('closed', (event) => resolve((event as { code?: number }).code ?? null));
      this.socket.subscribe(operation, { next: (result) => this.take(result), error: (error) => this.refused(error), complete: () => resolve(null) });
    });
  }

  /** The first event, of all that were or will be heard, that `matches`. */
  async hear(matches: (event: D) => boolean, what: string): Promise<D> {
    const found = this.heard.find(matches);
    if (found !== undefined) return found;
    let check: () => void = () => undefined;
    const arrival = new Promise<D>((resolve) => {
      check = () => {
        const event = this.heard.find(matches);
        if (event !== undefined) resolve(event);
      };
      this.watchers.add(check);
    });
    return within(arrival, PATIENCE_MS, what).finally(() => this.watchers.delete(check));
  }

  /** The protocol has no word for "subscribed": speaks until something is heard. */
  async opened(speak: () => Promise<unknown>): Promise<void> {
    const heard = this.hear(() => true, 'the stream to open');
    let waiting = true;
    heard.finally(() => (waiting = false)).catch(() => undefined);
    while (waiting) await speak();
    await heard;
  }

  async close(): Promise<void> {
    await this.socket.dispose();
  }

  private take(result: { readonly data?: unknown; readonly errors?: unknown }): void {
    if (result.errors) this.errors.push(...(result.errors as AnsweredError[]));
    else this.heard.push(result.data as D);
    for (const watcher of this.watchers) watcher();
  }

  private refused(error: unknown): void {
    if (Array.isArray(error)) this.errors.push(...(error as AnsweredError[]));
  }
}
