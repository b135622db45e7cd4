import { narrowViewer } from '@sangam/kit/authorization/narrow-viewer';
import type { Viewer, ViewerReads } from '@sangam/kit/authorization/viewer';
import type { SubgraphContext } from '@sangam/kit/running/context';

/** What travels with one client request (or one event of a stream) through the gateway. */
export interface GraphContext {
  readonly viewer: Viewer;
  readonly requestId: string;
  readonly idempotencyKey: string | null;
  /** Contexts of subgraphs that run in this process, so that loaders batch over the whole request. */
  readonly local: Map<string, SubgraphContext>;
  /** The same request for executions that read less of the viewer; with contexts, hence loaders, of their own. */
  readonly views: Map<ViewerReads, GraphContext>;
}

export function graphContext(viewer: Viewer, idempotencyKey: string | null = null): GraphContext {
  return { viewer, requestId: viewer.requestId, idempotencyKey, local: new Map(), views: new Map() };
}

/** A request as an execution sees it that reads no more of the viewer than this; one per request and level. */
export function viewOf(graph: GraphContext, reads: ViewerReads): GraphContext {
  if (reads === 'user') return graph;
  const known = graph.views.get(reads);
  if (known) return known;
  const made = graphContext(narrowViewer(graph.viewer, reads));
  graph.views.set(reads, made);
  return made;
}
