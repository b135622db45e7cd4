import { Pool, type Dispatcher } from 'undici';
import { CallTimeout } from './call-failure';

export interface PooledCall {
  readonly method: Dispatcher.HttpMethod;
  /** Path with its query string. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  /** How long it may take from now to the last byte of the answer, milliseconds. */
  readonly timeoutMs: number;
}

export interface PooledAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface CallPoolOptions {
  /** Scheme, host and port. */
  readonly origin: string;
  /** How long connecting may take, milliseconds. */
  readonly connectTimeoutMs: number;
  /** Connections at most. Default 64. */
  readonly connections?: number;
  /** How long an idle connection is kept, unless its server says less, milliseconds. Default 4,000. */
  readonly keepAliveMs?: number;
}

/** Bytes of the largest answer that is read. */
export const LARGEST_ANSWER = 10 * 1024 * 1024;

/** Kept connections to one server. */
export class CallPool {
  private readonly pool: Pool;

  constructor({ origin, connectTimeoutMs, connections = 64, keepAliveMs = 4_000 }: CallPoolOptions) {
    this.pool = new Pool(origin, { connections, pipelining: 1, keepAliveTimeout: keepAliveMs, maxResponseSize: LARGEST_ANSWER, headersTimeout: 0, bodyTimeout: 0, connect: { timeout: connectTimeoutMs } });
  }

  /**
   * Sends a call and gathers its answer. Not by undici's `request`, whose signals and streams cost more than the call.
   * @throws CallTimeout, or what undici says of a broken connection
   */
  call({ method, path, headers, body, timeoutMs }: PooledCall): Promise<PooledAnswer> {
    return new Promise((resolve, reject) => {
      const gathering = new Gathering(resolve, reject, timeoutMs);
      this.pool.dispatch({ method, path, headers, body: body.length > 0 ? body : null }, gathering);
    });
  }

  /** Ends the connections; calls under way are aborted. */
  async close(): Promise<void> {
    await this.pool.destroy();
  }
}

/** What undici tells of one call. */
class Gathering implements Dispatcher.DispatchHandler {
  private readonly chunks: Buffer[] = [];
  private status = 0;
  private headers: PooledAnswer['headers'] = {};
  private controller: Dispatcher.DispatchController | undefined;
  private late: CallTimeout | undefined;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly resolve: (answer: PooledAnswer) => void, private readonly reject: (error: Error) => void, timeoutMs: number) {
    this.timer = setTimeout(() => this.giveUp(), timeoutMs);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.late) controller.abort(this.late);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: PooledAnswer['headers']): void {
    this.status = status;
    this.headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    clearTimeout(this.timer);
    const [only] = this.chunks;
    this.resolve({ status: this.status, headers: this.headers, body: only && this.chunks.length === 1 ? only : Buffer.concat(this.chunks) });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    clearTimeout(this.timer);
    this.reject(error);
  }

  /** The call may still wait for a connection: then it is aborted when it gets one. */
  private giveUp(): void {
    this.late = new CallTimeout();
    this.controller?.abort(this.late);
    this.reject(this.late);
  }
}
