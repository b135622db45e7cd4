import { connectionParts, isStreamOpened, subscriptionParts } from '@sangam/kit/calls/signed-subscription';
import { SIGNATURE_HEADER, signCall, type SignedParts } from '@sangam/kit/calls/signing';
import { encodeViewerHeader } from '@sangam/kit/calls/viewer-header';
import type { Clock } from '@sangam/kit/clock/clock';
import { AppError } from '@sangam/kit/errors/app-error';
import { REPLAYED, SIGNATURE_INVALID, SUBGRAPH_UNAVAILABLE } from '@sangam/kit/errors/codes';
import type { Logger } from '@sangam/kit/observability/logger';
import { print, type DocumentNode, type FormattedExecutionResult } from 'graphql';
import { createClient, type Client, type SubscribePayload } from 'graphql-ws';
import type { Upstream, UpstreamEvents, UpstreamOperation } from '../subscriptions/upstream';
import { endDeadConnections } from './dead-connections';
import { EventQueue } from './event-queue';
import { impatientSocket } from './impatient-socket';
import { identityOf } from './remote-source';

export interface RemoteSubscriptionsOptions {
  /** The subgraph that is subscribed to. */
  readonly target: string;
  /** Its base address, e.g. `http://127.0.0.1:4101`. */
  readonly url: string;
  /** HMAC keys, newest first. */
  readonly keys: readonly string[];
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn' | 'info'>;
  /** Between a sign of life and the next ping, milliseconds. Default 10,000. */
  readonly pingAfterMs?: number;
  /** How long the answer to a ping, and each step of connecting, may take, milliseconds. Default 5,000. */
  readonly pongWithinMs?: number;
}

/** Milliseconds. */
const LONGEST_WAIT = 1_000;
const PONG_WITHIN = 5_000;
/** Kept for the next subscriber; short, because nothing ends this wait when the router stops. */
const SOCKET_KEPT = 500;

/**
 * The events of a subgraph in another process: one socket for all viewers, each operation signed for its own, and
 * again whenever it is sent again. While the subgraph is away the socket is retried for ever; streams stay open, and
 * are told of the gap once their operation is with the subgraph again.
 */
export class RemoteSubscriptions implements Upstream {
  private readonly client: Client;
  private readonly open = new Set<RemoteStream>();
  private readonly texts = new WeakMap<DocumentNode, string>();
  private lost = false;

  constructor(private readonly options: RemoteSubscriptionsOptions) {
    const answerWithin = options.pongWithinMs ?? PONG_WITHIN;
    this.client = createClient({
      url: `${options.url.replace(/^http/, 'ws')}/graphql`, webSocketImpl: impatientSocket(answerWithin),
      lazy: true, lazyCloseTimeout: SOCKET_KEPT, keepAlive: options.pingAfterMs ?? 10_000,
      connectionParams: () => ({ serviceSignature: this.sign(connectionParts(options.target)) }),
      connectionAckWaitTimeout: answerWithin, retryAttempts: Infinity, shouldRetry: () => true, retryWait,
    });
    this.watchConnection();
  }

  async subscribe({ document, variables, context, onOpened }: UpstreamOperation): Promise<UpstreamEvents> {
    const viewer = encodeViewerHeader(identityOf(context));
    const operation = { query: this.textOf(document), variables };
    const parts = subscriptionParts(this.options.target, operation, viewer);
    const stream = new RemoteStream(this.client, onOpened, () => this.open.delete(stream));
    this.open.add(stream);
    // Written into each message anew: a signature is good for one.
    const extensions = { toJSON: () => ({ serviceSignature: this.sign(parts), viewer, ...(stream.missed && { resumed: true }) }) };
    stream.start({ ...operation, extensions } as unknown as SubscribePayload);
    return stream.events;
  }

  /** Streams that are open. */
  get size(): number {
    return this.open.size;
  }

  /** Ends every stream and the socket. */
  async close(): Promise<void> {
    // First the streams: a client that still has some would connect once more.
    await Promise.all([...this.open].map((stream) => stream.events.return()));
    await Promise.resolve(this.client.dispose()).catch(() => undefined);
    this.client.terminate();
  }

  private watchConnection(): void {
    endDeadConnections(this.client, this.options.pongWithinMs ?? PONG_WITHIN);
    this.client.on('connected', () => {
      if (this.lost) this.options.log.info({ target: this.options.target }, 'streams of a subgraph are connected again');
      this.lost = false;
    });
    this.client.on('closed', () => {
      for (const stream of this.open) stream.missed = true;
      if (!this.lost && this.open.size > 0) this.options.log.warn({ target: this.options.target }, 'streams of a subgraph lost their connection');
      this.lost = this.open.size > 0;
    });
  }

  private sign(parts: SignedParts): string {
    const { keys, clock } = this.options;
    return signCall({ ...parts, keys, now: clock.now() })[SIGNATURE_HEADER];
  }

  private textOf(document: DocumentNode): string {
    const text = this.texts.get(document) ?? print(document);
    this.texts.set(document, text);
    return text;
  }
}

/** One subscription on the shared socket. */
class RemoteStream {
  readonly events: EventQueue<FormattedExecutionResult>;
  private payload: SubscribePayload | undefined;
  /** Whether events may have been missed since the operation was last with the subgraph, which then says so first. */
  missed = false;
  private release: () => void = () => undefined;

  constructor(private readonly client: Client, private readonly onOpened: () => void, private readonly onEnd: () => void) {
    this.events = new EventQueue({ onEnd: () => this.end(), onOverflow: () => this.restart() });
  }

  start(payload: SubscribePayload): void {
    this.payload = payload;
    let current = true;
    const release = this.client.subscribe(payload, {
      next: (result) => this.arrived(result as FormattedExecutionResult),
      error: (error) => current && this.fail(error),
      // Also called when the operation is let go to be started anew.
      complete: () => current && this.finish(),
    });
    this.release = () => {
      current = false;
      release();
    };
  }

  private arrived(result: FormattedExecutionResult): void {
    if (!isStreamOpened(result)) return this.events.push(result);
    this.missed = false;
    this.onOpened();
  }

  /** The reader was too slow: what waited is gone, and the subgraph is asked to say so. */
  private restart(): void {
    this.release();
    this.missed = true;
    if (this.payload) this.start(this.payload);
  }

  private fail(error: unknown): void {
    this.events.push({ errors: Array.isArray(error) ? error.map(publicRefusal) : [publicRefusal({})] });
    this.finish();
  }

  private finish(): void {
    this.events.end();
    this.onEnd();
  }

  private end(): void {
    this.release();
    this.onEnd();
  }
}

type FormattedError = NonNullable<FormattedExecutionResult['errors']>[number];

const NOT_THE_CLIENTS_FAULT: readonly unknown[] = [SIGNATURE_INVALID.code, REPLAYED.code];

/** Keys or clocks that disagree, and a socket that ended for good, are an outage as far as a client is concerned. */
function publicRefusal(error: Partial<FormattedError>): FormattedError {
  const { message, extensions } = error;
  if (message === undefined || !extensions?.code || NOT_THE_CLIENTS_FAULT.includes(extensions.code)) return new AppError(SUBGRAPH_UNAVAILABLE).toJSON();
  return { message, extensions };
}

/** Spread out, or every router would knock at the same moment. */
function retryWait(retries: number): Promise<void> {
  const longest = Math.min(LONGEST_WAIT, 50 * 2 ** Math.min(retries, 10));
  return new Promise((resolve) => setTimeout(resolve, longest * (0.5 + Math.random() / 2)));
}
