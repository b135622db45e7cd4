import type { AnsweredError, StreamAnswer, TestStream } from '@sangam/kit/testing/harness';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';

interface Arrived {
  readonly data?: unknown;
  readonly errors?: readonly AnsweredError[];
}

export interface StreamTarget {
  /** ws:// address of the router. */
  readonly url: string;
  readonly token: string | null;
  readonly query: string;
  readonly variables: Record<string, unknown>;
  readonly requestId: string;
  /** Resolves once the router has opened the stream of this request. */
  readonly opened: Promise<void>;
}

const PATIENCE_MS = 5_000;

/** A subscription through a socket of its own, as a browser would hold it. Resolves once the server has begun it or refused it. */
export async function openTestStream<D>(target: StreamTarget): Promise<TestStream<D>> {
  const stream = new SocketStream<D>(target);
  await stream.begun();
  return stream;
}

class SocketStream<D> implements TestStream<D> {
  private readonly arrived: Arrived[] = [];
  private readonly takers: ((value: Arrived) => void)[] = [];
  private readonly client: Client;
  private readonly end: Promise<number | null>;
  private readonly answered: Promise<void>;

  constructor(private readonly target: StreamTarget) {
    const { url, token, query, variables, requestId } = target;
    let settleEnd: (code: number | null) => void = () => undefined;
    this.end = new Promise((resolve) => (settleEnd = resolve));
    let settleAnswered: () => void = () => undefined;
    this.answered = new Promise((resolve) => (settleAnswered = resolve));
    void this.end.then(() => settleAnswered());
    this.client = createClient({
      url, webSocketImpl: socketWith({ 'x-request-id': requestId }), lazy: false, retryAttempts: 0, connectionParams: token ? { authorization: `Bearer ${token}` } : {},
      onNonLazyError: () => undefined,
      on: { closed: (event) => settleEnd((event as { code?: number }).code ?? null) },
    });
    this.client.subscribe(
      { query, variables },
      { next: (value) => this.take(value as Arrived),
        error: (error) => {
          if (!Array.isArray(error)) return settleEnd((error as { code?: number }).code ?? null);
          this.take({ errors: error as unknown as AnsweredError[] });
          settleAnswered();
        },
        complete: () => settleEnd(null) },
    );
  }

  get waiting(): number {
    return this.arrived.length;
  }

  /** A refusal as the first answer of a single result also counts. */
  async begun(): Promise<void> {
    await within(Promise.race([this.target.opened, this.answered, this.end]), 'the stream to open');
  }

  async next(): Promise<D> {
    const { data, errors } = await this.nextArrived();
    if (errors?.length) throw new Error(`The event came with errors: ${JSON.stringify(errors)}`);
    return data as D;
  }

  async nextErrors(): Promise<readonly AnsweredError[]> {
    return (await this.nextArrived()).errors ?? [];
  }

  nextAnswer(): Promise<StreamAnswer<D>> {
    const first = this.arrived.shift();
    if (first) return Promise.resolve(answerOf<D>(first));
    const ended = this.end.then((closed): StreamAnswer<D> => ({ data: null, errors: [], closed }));
    return within(Promise.race([this.arrival().then((arrived) => answerOf<D>(arrived)), ended]), 'an answer or the end');
  }

  ended(): Promise<number | null> {
    return within(this.end, 'the stream to end');
  }

  async close(): Promise<void> {
    await this.client.dispose();
  }

  private nextArrived(): Promise<Arrived> {
    return within(this.arrival(), 'an event');
  }

  private arrival(): Promise<Arrived> {
    const first = this.arrived.shift();
    return first ? Promise.resolve(first) : new Promise<Arrived>((resolve) => this.takers.push(resolve));
  }

  private take(value: Arrived): void {
    const taker = this.takers.shift();
    if (taker) taker(value);
    else this.arrived.push(value);
  }
}

function answerOf<D>({ data, errors }: Arrived): StreamAnswer<D> {
  return { data: (data ?? null) as D | null, errors: errors ?? [] };
}

/** The client library offers no other way to send headers from Node. */
function socketWith(headers: Readonly<Record<string, string>>): typeof WebSocket {
  return class extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, { headers });
    }
  } as typeof WebSocket;
}

/** A limit on waiting, so that a missing event is a failure and not a hang. */
async function within<T>(work: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited ${PATIENCE_MS} ms for ${what}.`)), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
