import { print, type DocumentNode } from 'graphql';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { Clock } from '../clock/clock';
import { assertOutsideTransaction } from '../database/transaction-scope';
import { AppError } from '../errors/app-error';
import { SUBGRAPH_UNAVAILABLE } from '../errors/codes';
import type { EventEnvelope } from '../events/define-event';
import type { Logger } from '../observability/logger';
import { raisedError, type AnsweredError } from './answer';
import { readGraphQLAnswer } from './graphql-answer';
import type { CallOptions, Delivery, InternalCalls } from './internal-calls';
import { serviceIdentity } from './service-identity';
import { isJson, SignedClient, type SignedAnswer } from './signed-client';
import type { CallIdentity } from './viewer-header';

export interface RemoteCallsOptions {
  /** Subgraphs of the build and their base addresses. */
  readonly targets: ReadonlyMap<string, string>;
  /** HMAC keys, newest first. */
  readonly keys: readonly string[];
  readonly clock: Clock;
  readonly log: Logger;
  /** How long a call may take unless it says otherwise, milliseconds. */
  readonly timeoutMs: number;
}

/** Internal calls apart: signed HTTP, never repeated, because any of them may have had its effect. */
export class RemoteCalls implements InternalCalls {
  private readonly clients: ReadonlyMap<string, SignedClient>;
  private readonly printed = new WeakMap<DocumentNode, string>();

  constructor({ targets, ...options }: RemoteCallsOptions) {
    this.clients = new Map([...targets].map(([target, url]) => [target, new SignedClient({ ...options, target, url })]));
  }

  async call<D, V>(target: string, document: TypedDocumentNode<D, V>, variables: V, options: CallOptions): Promise<D> {
    assertOutsideTransaction(`A call to ${target}`);
    const client = this.clients.get(target);
    if (!client) throw new AppError(SUBGRAPH_UNAVAILABLE);
    const body = JSON.stringify({ query: this.textOf(document), variables });
    const request = { ...post('/graphql', body, serviceIdentity(options)), timeoutMs: options.timeoutMs };
    const { data, errors } = await client.send(request, readGraphQLAnswer);
    const [error] = errors ?? [];
    if (error) throw raisedError(error);
    return data as D;
  }

  async deliver(target: string, event: EventEnvelope): Promise<Delivery> {
    assertOutsideTransaction(`A delivery to ${target}`);
    const client = this.clients.get(target);
    if (!client) return 'parked';
    const answer = await client.send(post('/internal/events', JSON.stringify(event), serviceIdentity({ requestId: event.requestId })), readDelivery);
    if (typeof answer === 'string') return answer;
    throw raisedError(answer);
  }

  /** Ends the connections. */
  async close(): Promise<void> {
    await Promise.all([...this.clients.values()].map((client) => client.close()));
  }

  private textOf(document: DocumentNode): string {
    const known = this.printed.get(document) ?? print(document);
    this.printed.set(document, known);
    return known;
  }
}

function post(path: string, body: string, identity: CallIdentity) {
  return { method: 'POST', path, body, identity, headers: { 'content-type': 'application/json' } } as const;
}

const DELIVERIES: readonly unknown[] = ['applied', 'repeated', 'parked'] satisfies Delivery[];

function readDelivery(answer: SignedAnswer): Delivery | AnsweredError {
  if (!isJson(answer)) throw new AppError(SUBGRAPH_UNAVAILABLE);
  const parsed = JSON.parse(answer.body.toString('utf8')) as { delivery?: unknown; error?: { code: string; message: string; details?: object } };
  if (DELIVERIES.includes(parsed.delivery)) return parsed.delivery as Delivery;
  if (!parsed.error) throw new AppError(SUBGRAPH_UNAVAILABLE);
  return { message: parsed.error.message, extensions: { ...parsed.error.details, code: parsed.error.code } };
}
