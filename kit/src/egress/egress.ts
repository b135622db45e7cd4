import { request, type Agent, type Dispatcher } from 'undici';
import { AppError } from '../errors/app-error';
import { allowedUrl, type EgressAllowance } from './allowed-url';
import { guardedDispatcher, type Resolve } from './guarded-dispatcher';

export interface EgressRequest {
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** For all hops together, milliseconds. Default 10,000. */
  readonly timeoutMs?: number;
  /** Bytes of the answer. Default 5 MB. */
  readonly maxBytes?: number;
  /** What goes beyond `maxBytes` is left unread instead of being a failure. */
  readonly truncate?: boolean;
  /** Redirects that are followed; each hop is checked like the first. Default 0: the redirect is the answer. */
  readonly redirects?: number;
}

export interface EgressAnswer {
  /** Where the answer came from, after redirects. */
  readonly url: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** The other side did not answer as it should; not the fault of whoever named the address. */
export class EgressError extends Error {
  constructor(readonly reason: 'timeout' | 'too-large' | 'unreachable', cause?: unknown) {
    super(`outgoing call: ${reason}`, { cause });
    this.name = 'EgressError';
  }
}

export interface EgressOptions {
  /** EGRESS_ALLOW. */
  readonly allowance: EgressAllowance;
  readonly connectTimeoutMs?: number;
  readonly resolve?: Resolve;
}

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/** The way out of the product for every address that a user can influence. */
export class Egress {
  /** For libraries that take a dispatcher. */
  readonly dispatcher: Agent;

  constructor(private readonly options: EgressOptions) {
    const { allowance, connectTimeoutMs = 5_000, resolve } = options;
    this.dispatcher = guardedDispatcher({ allowance, connectTimeoutMs, resolve });
  }

  /** @throws AppError URL_NOT_ALLOWED; EgressError when there is no usable answer */
  async send(url: string, options: EgressRequest = {}): Promise<EgressAnswer> {
    const limit = AbortSignal.timeout(options.timeoutMs ?? 10_000);
    let hop: Hop = { url: allowedUrl(url, this.options.allowance), request: options };
    for (let left = options.redirects ?? 0; ; left -= 1) {
      const answer = await this.exchange(hop, limit);
      const location = REDIRECTS.includes(answer.status) ? answer.headers.location : undefined;
      if (left <= 0 || typeof location !== 'string') return answer;
      hop = nextHop(hop, answer.status, this.resolved(location, hop.url));
    }
  }

  async close(): Promise<void> {
    await this.dispatcher.destroy();
  }

  private resolved(location: string, from: URL): URL {
    return allowedUrl(URL.canParse(location, from.href) ? new URL(location, from).href : '', this.options.allowance);
  }

  private async exchange({ url, request: { method = 'GET', headers, body, maxBytes = 5 * 1024 * 1024, truncate = false } }: Hop, signal: AbortSignal): Promise<EgressAnswer> {
    try {
      const answer = await request(url, { dispatcher: this.dispatcher, method, headers, body, signal });
      return { url: url.href, status: answer.statusCode, headers: answer.headers, body: await limited(answer.body, maxBytes, truncate) };
    } catch (error) {
      if (error instanceof AppError || error instanceof EgressError) throw error;
      throw new EgressError(signal.aborted || isTimeout(error) ? 'timeout' : 'unreachable', error);
    }
  }
}

interface Hop {
  readonly url: URL;
  readonly request: EgressRequest;
}

/** What a browser does, and no secret travels to another origin. */
function nextHop({ url, request: before }: Hop, status: number, to: URL): Hop {
  const keepsBody = status === 307 || status === 308 || before.method === undefined || before.method === 'GET' || before.method === 'HEAD';
  const request = keepsBody ? before : { ...before, method: 'GET' as const, body: undefined };
  return { url: to, request: to.origin === url.origin ? request : { ...request, headers: withoutSecrets(request.headers) } };
}

const CARRIED: readonly string[] = ['accept', 'accept-language', 'content-type', 'user-agent'];

function withoutSecrets(headers: EgressRequest['headers'] = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => CARRIED.includes(name.toLowerCase())));
}

async function limited(body: Dispatcher.ResponseData['body'], maxBytes: number, truncate: boolean): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes && !truncate) {
      body.destroy();
      throw new EgressError('too-large');
    }
    chunks.push(chunk);
    // Leaving the loop ends the stream.
    if (size >= maxBytes && truncate) break;
  }
  return Buffer.concat(chunks).subarray(0, maxBytes);
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /TIMEOUT/.test(String(error.code));
}
