import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { Viewer } from '../authorization/viewer';
import type { EventEnvelope } from '../events/define-event';

export interface CallOptions {
  readonly requestId: string;
  /** On whose behalf; services see it, but are allowed in by being a service. */
  readonly viewer?: Viewer;
  readonly timeoutMs?: number;
}

export type Delivery = 'applied' | 'repeated' | 'parked';

/**
 * Typed calls from one subgraph (or the router) to another's internal operations: direct execution together, signed
 * HTTP apart. Refused inside a transaction.
 */
export interface InternalCalls {
  /** @throws AppError SUBGRAPH_UNAVAILABLE, SUBGRAPH_TIMEOUT, or the coded error that the operation answered. */
  call<D, V>(target: string, document: TypedDocumentNode<D, V>, variables: V, options: CallOptions): Promise<D>;
  /** Hands an event to a consuming subgraph; `parked` when that subgraph is not in the build. */
  deliver(target: string, event: EventEnvelope): Promise<Delivery>;
}
