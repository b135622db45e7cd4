import type { DocumentNode } from 'graphql';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { assertOutsideTransaction } from '../database/transaction-scope';
import { AppError } from '../errors/app-error';
import { SUBGRAPH_TIMEOUT, SUBGRAPH_UNAVAILABLE } from '../errors/codes';
import { maskError } from '../errors/mask-error';
import type { EventEnvelope } from '../events/define-event';
import { RefusedDocument, operationsOf, type PreparedOperation } from '../execution/operations-of';
import type { Logger } from '../observability/logger';
import type { RunningSubgraph } from '../running/running-subgraph';
import { copied, raisedError } from './answer';
import type { CallOptions, Delivery, InternalCalls } from './internal-calls';
import { serviceIdentity } from './service-identity';

export interface LocalCallsOptions {
  /** The subgraphs of this process; may be filled after the calls were made, because subgraphs need calls to start. */
  readonly subgraphs: ReadonlyMap<string, RunningSubgraph>;
  readonly log: Logger;
  /** How long a call may take unless it says otherwise, milliseconds. */
  readonly timeoutMs: number;
}

/** Internal calls together: the same checks, copies and errors as over HTTP, without the way there. */
export class LocalCalls implements InternalCalls {
  constructor(private readonly options: LocalCallsOptions) {}

  async call<D, V>(target: string, document: TypedDocumentNode<D, V>, variables: V, options: CallOptions): Promise<D> {
    assertOutsideTransaction(`A call to ${target}`);
    const running = this.options.subgraphs.get(target);
    if (!running) throw new AppError(SUBGRAPH_UNAVAILABLE);
    const operation = prepared(running, document);
    const context = running.context(serviceIdentity(options));
    const result = await this.inTime(operation.run(copied(variables) as Record<string, unknown>, context), options.timeoutMs);
    const [error] = result.errors ?? [];
    if (error) throw this.raised(error, options.requestId);
    return copied(result.data) as D;
  }

  async deliver(target: string, event: EventEnvelope): Promise<Delivery> {
    assertOutsideTransaction(`A delivery to ${target}`);
    const running = this.options.subgraphs.get(target);
    if (!running) return 'parked';
    try {
      return await this.inTime(running.receive(copied(event)));
    } catch (error) {
      throw this.raised(error, event.requestId);
    }
  }

  private raised(error: unknown, requestId: string): AppError {
    return raisedError(maskError(error, { requestId, log: this.options.log }));
  }

  /** The work goes on when time is up, as it would in another process; only the caller stops waiting. */
  private async inTime<T>(work: T | Promise<T>, timeoutMs = this.options.timeoutMs): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new AppError(SUBGRAPH_TIMEOUT)), timeoutMs);
    });
    try {
      return await Promise.race([work, limit]);
    } finally {
      clearTimeout(timer);
    }
  }
}

function prepared({ schema }: RunningSubgraph, document: DocumentNode): PreparedOperation {
  try {
    return operationsOf(schema).ofDocument(document);
  } catch (error) {
    throw error instanceof RefusedDocument ? new AppError(error.code) : error;
  }
}
