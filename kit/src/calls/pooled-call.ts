import type { Dispatcher, Pool } from 'undici';
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

/**
 * Sends a call over a pool and gathers its answer. Not by `pool.request`: its signals and streams cost more than the call.
 * @throws CallTimeout, or what undici says of a broken connection
 */
export function callOver(pool: Pool, { method, path, headers, body, timeoutMs }: PooledCall): Promise<PooledAnswer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const answer = { status: 0, headers: {} };
    let controller: Dispatcher.DispatchController | undefined;
    let late: CallTimeout | undefined;
    const timer = setTimeout(() => {
      late = new CallTimeout();
      controller?.abort(late);
      reject(late);
    }, timeoutMs);
    pool.dispatch({ method, path, headers, body: body.length > 0 ? body : null }, {
      onRequestStart(started) {
        controller = started;
        if (late) started.abort(late);
      },
      onResponseStart(_controller, status, received) {
        Object.assign(answer, { status, headers: received });
      },
      onResponseData(_controller, chunk) {
        chunks.push(chunk);
      },
      onResponseEnd() {
        clearTimeout(timer);
        resolve({ ...answer, body: chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks) });
      },
      onResponseError(_controller, error) {
        clearTimeout(timer);
        reject(error);
      },
    });
  });
}
