import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, handleAll } from 'cockatiel';
import type { Clock } from '../clock/clock';
import { AppError } from '../errors/app-error';
import { SUBGRAPH_TIMEOUT, SUBGRAPH_UNAVAILABLE } from '../errors/codes';
import type { Logger } from '../observability/logger';
import { isBrokenConnection, isTimeout } from './call-failure';
import { CallPool, type PooledAnswer } from './pooled-call';
import { SIGNATURE_SCHEME, signCall } from './signing';
import { encodeViewerHeader, type CallIdentity } from './viewer-header';

/** Failures in a row that open the breaker. */
const FAILURES_TO_OPEN = 5;
/** How long the breaker stays open before one call may try again, milliseconds. A healed subgraph is back within 5 s. */
const OPEN_FOR = 2_000;

export interface SignedClientOptions {
  /** The subgraph that is called. */
  readonly target: string;
  /** Its base address, e.g. `http://127.0.0.1:4101`. Never shown in an error. */
  readonly url: string;
  /** HMAC keys, newest first. */
  readonly keys: readonly string[];
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
  /** How long a call may take unless it says otherwise, milliseconds. */
  readonly timeoutMs: number;
  /** Connections kept at most. Default 64. */
  readonly connections?: number;
  /** How long the breaker stays open, milliseconds. Default 2,000. */
  readonly openForMs?: number;
}

export interface SignedRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path with its query string. */
  readonly path: string;
  readonly body: string | Buffer;
  readonly identity: CallIdentity;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  /** A read may be sent once more when the connection broke; anything with an effect never is. */
  readonly retry?: boolean;
}

export type SignedAnswer = PooledAnswer;

/**
 * Signed HTTP to one subgraph: kept connections, a time limit and a breaker. Whatever goes wrong below HTTP, a refused
 * signature and an answer that cannot be read are SUBGRAPH_UNAVAILABLE or SUBGRAPH_TIMEOUT, without a word about addresses.
 */
export class SignedClient {
  private readonly pool: CallPool;
  private readonly breaker;

  constructor(private readonly options: SignedClientOptions) {
    // Shorter than the server keeps its end, so that a call never meets a connection that is being closed.
    this.pool = new CallPool({ origin: options.url, connectTimeoutMs: options.timeoutMs, keepAliveMs: 10_000, ...(options.connections && { connections: options.connections }) });
    this.breaker = circuitBreaker(handleAll, { halfOpenAfter: options.openForMs ?? OPEN_FOR, breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN) });
  }

  /**
   * Sends one call and reads its answer. A failure of `read` counts as a failure of the subgraph.
   * @throws AppError SUBGRAPH_UNAVAILABLE, SUBGRAPH_TIMEOUT or what `read` throws
   */
  async send<T>(request: SignedRequest, read: (answer: SignedAnswer) => T): Promise<T> {
    // Outside the breaker: a viewer that is too large is no failure of the subgraph.
    const viewerHeader = encodeViewerHeader(request.identity);
    try {
      return await this.attempt(request, viewerHeader, read);
    } catch (error) {
      if (!request.retry || !isBrokenConnection(error)) throw this.coded(error);
    }
    try {
      return await this.attempt(request, viewerHeader, read);
    } catch (error) {
      throw this.coded(error);
    }
  }

  /** Ends the connections; calls under way are aborted. */
  async close(): Promise<void> {
    await this.pool.close();
  }

  private attempt<T>(request: SignedRequest, viewerHeader: string, read: (answer: SignedAnswer) => T): Promise<T> {
    return this.breaker.execute(async () => {
      const answer = await this.exchange(request, viewerHeader);
      // The two processes disagree about keys or time: nothing that the client did.
      if (answer.headers['www-authenticate'] === SIGNATURE_SCHEME) throw new Error('the signature was refused');
      return read(answer);
    });
  }

  private exchange({ method, path, body, identity, headers, timeoutMs }: SignedRequest, viewerHeader: string): Promise<SignedAnswer> {
    const { target, keys, clock } = this.options;
    const signed = signCall({ keys, audience: target, method, path, body, viewerHeader, now: clock.now() });
    const sent = { method, path, body, headers: { ...headers, ...signed, 'x-request-id': identity.requestId } };
    return this.pool.call({ ...sent, timeoutMs: timeoutMs ?? this.options.timeoutMs });
  }

  private coded(error: unknown): AppError {
    if (error instanceof BrokenCircuitError) return new AppError(SUBGRAPH_UNAVAILABLE);
    this.options.log.warn({ err: error, target: this.options.target }, 'a call to a subgraph failed');
    if (error instanceof AppError) return error;
    return new AppError(isTimeout(error) ? SUBGRAPH_TIMEOUT : SUBGRAPH_UNAVAILABLE);
  }
}

/** Whether an answer claims to be JSON. */
export function isJson(answer: Pick<SignedAnswer, 'headers'>): boolean {
  return /^application\/(?:[\w.+-]+\+)?json\b/i.test(String(answer.headers['content-type'] ?? ''));
}
