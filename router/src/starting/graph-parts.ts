import type { IncomingHttpHeaders } from 'node:http';
import type { RateLimit } from '@sangam/kit/authorization/rules';
import type { Viewer } from '@sangam/kit/authorization/viewer';
import type { InternalCalls } from '@sangam/kit/calls/internal-calls';
import type { RouteAnswer } from '@sangam/kit/http/define-route';
import type { SubgraphSource } from '../execution/subgraph-source';
import type { GraphContext } from '../gateway/graph-context';
import type { Upstream } from '../subscriptions/upstream';

/** A REST request as the router hands it on. */
export interface RestCall {
  readonly method: string;
  /** Path with its query string. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** The exact bytes received. */
  readonly rawBody: Buffer;
  readonly viewer: Viewer;
}

/** A route that answers a method and path. */
export interface RestTarget {
  /** Method and path as they were declared. */
  readonly name: string;
  readonly rate?: RateLimit;
  readonly bodyLimit: number;
  readonly signedIn?: true;
  answer(call: RestCall): Promise<RouteAnswer>;
}

export interface SubgraphHealth {
  readonly name: string;
  readonly status: 'up' | 'down';
  readonly latencyMs: number;
}

/** How the router reaches the subgraphs; the only difference between together and apart. */
export interface GraphParts {
  readonly sources: ReadonlyMap<string, SubgraphSource<GraphContext>>;
  readonly upstreams: ReadonlyMap<string, Upstream>;
  readonly calls: InternalCalls;
  route(method: string, path: string): RestTarget | undefined;
  health(): Promise<readonly SubgraphHealth[]>;
  stop(): Promise<void>;
}
