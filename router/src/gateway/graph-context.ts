import type { Viewer } from '@sangam/kit/authorization/viewer';
import type { SubgraphContext } from '@sangam/kit/running/context';

/** What travels with one client request (or one event of a stream) through the gateway. */
export interface GraphContext {
  readonly viewer: Viewer;
  readonly requestId: string;
  readonly idempotencyKey: string | null;
  /** Contexts of subgraphs that run in this process, so that loaders batch over the whole request. */
  readonly local: Map<string, SubgraphContext>;
}

export function graphContext(viewer: Viewer, idempotencyKey: string | null = null): GraphContext {
  return { viewer, requestId: viewer.requestId, idempotencyKey, local: new Map() };
}
