import { AppError } from '@sangam/kit/errors/app-error';
import { SUBGRAPH_UNAVAILABLE } from '@sangam/kit/errors/codes';
import type { Logger } from '@sangam/kit/observability/logger';
import { print, type FormattedExecutionResult } from 'graphql';
import { createClient, type Client, type SubscribePayload } from 'graphql-ws';
import { endDeadConnections } from '../remote/dead-connections';
import { EventQueue } from '../remote/event-queue';
import { impatientSocket } from '../remote/impatient-socket';
import type { Upstream, UpstreamEvents, UpstreamOperation } from '../subscriptions/upstream';
import { forwarded, type ForwardedHeaders } from './client-headers';
import { checkedAnswer, checkedErrors } from './subgraph-answer';

export interface PlainSubscriptionsOptions {
  readonly name: string;
  /** Where the subgraph answers GraphQL; its sockets are at the same place. */
  readonly url: URL;
  /** How long each step of connecting may take, milliseconds. */
  readonly timeoutMs: number;
  readonly log: Pick<Logger, 'warn'>;
}

/** Between a sign of life and the next ping, milliseconds. */
const PING_AFTER = 10_000;

/**
 * The events of anybody's subgraph over graphql-ws: one socket for all streams that bring the same headers. A stream whose
 * connection breaks, or whose reader is too slow, ends with an error: nobody could say which events it missed.
 */
export class PlainSubscriptions implements Upstream {
  private readonly clients = new Map<string, { readonly client: Client; streams: number }>();

  constructor(private readonly options: PlainSubscriptionsOptions) {}

  async subscribe({ document, variables, context, onOpened }: UpstreamOperation): Promise<UpstreamEvents> {
    const { client, leave } = this.join(forwarded(context.viewer));
    const stream = new PlainStream(leave, (error) => this.options.log.warn({ err: error, subgraph: this.options.name }, 'a stream of a subgraph broke off'));
    stream.start(client, { query: print(document), variables });
    // The protocol does not confirm a subscription.
    onOpened();
    return stream.events;
  }

  /** Sockets that are open or being opened. */
  get size(): number {
    return this.clients.size;
  }

  private join(headers: ForwardedHeaders): { readonly client: Client; readonly leave: () => void } {
    const shared = this.clients.get(headers.key) ?? { client: this.connect(headers), streams: 0 };
    this.clients.set(headers.key, shared);
    shared.streams += 1;
    let left = false;
    const leave = (): void => {
      if (left) return;
      left = true;
      shared.streams -= 1;
      if (shared.streams === 0 && this.clients.get(headers.key) === shared) this.clients.delete(headers.key);
    };
    return { client: shared.client, leave };
  }

  private connect({ headers }: ForwardedHeaders): Client {
    const { url, timeoutMs } = this.options;
    const client = createClient({
      url: url.href.replace(/^http/, 'ws'), webSocketImpl: impatientSocket(timeoutMs, headers), connectionParams: { ...headers }, lazy: true, lazyCloseTimeout: 0, keepAlive: PING_AFTER,
      connectionAckWaitTimeout: timeoutMs, retryAttempts: 0,
    });
    endDeadConnections(client, timeoutMs);
    return client;
  }
}

/** One subscription on a socket that others may share. */
class PlainStream {
  readonly events: EventQueue<FormattedExecutionResult>;
  private release: () => void = () => undefined;

  constructor(private readonly leave: () => void, private readonly broken: (error: unknown) => void) {
    this.events = new EventQueue({ onEnd: () => this.end(), onOverflow: () => this.fail(new Error('the reader was too slow')) });
  }

  start(client: Client, payload: SubscribePayload): void {
    this.release = client.subscribe(payload, {
      next: (result) => this.arrived(result),
      // A list is the subgraph's refusal of the subscription, anything else the end of the connection.
      error: (error) => (Array.isArray(error) ? this.finish({ errors: checkedErrors(error) }) : this.fail(error)),
      complete: () => this.finish(),
    });
  }

  private arrived(result: unknown): void {
    try {
      this.events.push(checkedAnswer(result));
    } catch (error) {
      this.fail(error);
    }
  }

  private fail(error: unknown): void {
    this.broken(error);
    this.finish({ errors: [new AppError(SUBGRAPH_UNAVAILABLE).toJSON()] });
  }

  private finish(last?: FormattedExecutionResult): void {
    if (last) this.events.push(last);
    this.events.end();
    this.end();
  }

  private end(): void {
    this.release();
    this.leave();
  }
}
