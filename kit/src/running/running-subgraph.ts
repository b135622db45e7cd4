import type { GraphQLSchema } from 'graphql';
import type { Viewer } from '../authorization/viewer';
import type { Delivery } from '../calls/internal-calls';
import type { Database } from '../database/database';
import type { EventEnvelope } from '../events/define-event';
import type { RouteDefinition } from '../http/define-route';
import type { Caller, SubgraphContext } from './context';

export interface ContextInput {
  readonly viewer: Viewer;
  readonly caller: Caller;
  readonly requestId: string;
  readonly idempotencyKey?: string | null;
  /** See `SubgraphContext.resumed`. */
  readonly resumed?: boolean;
}

/** A started subgraph, whichever process it runs in. */
export interface RunningSubgraph {
  readonly name: string;
  /** Executable federation schema with rules applied. */
  readonly schema: GraphQLSchema;
  readonly routes: readonly RouteDefinition[];
  readonly database: Database;
  /** A fresh context; one per client request. */
  context(input: ContextInput): SubgraphContext;
  receive(event: EventEnvelope): Promise<Delivery>;
  health(): Promise<{ readonly status: 'up' | 'down'; readonly jobLagMs: number }>;
  stop(): Promise<void>;
}
