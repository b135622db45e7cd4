import type { RateLimit } from '../authorization/rules';
import type { SubgraphContext } from '../running/context';

export type RouteMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface RouteRequest {
  readonly method: RouteMethod;
  readonly path: string;
  /** Path with its query string, exactly as on the request line; for signatures. */
  readonly url: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** Lower-case names; client-sent identity headers are gone, except `x-service-signature`: the claim of an outside service, proven by `verifyHmac` only. */
  readonly headers: Readonly<Record<string, string>>;
  /** The exact bytes received, for signatures. */
  readonly rawBody: Buffer;
}

export interface RouteAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Objects are sent as JSON. */
  readonly body?: string | Buffer | object;
}

/** A thin REST shim: reads the request, calls a service, shapes the answer as the seed promises. */
export interface RouteDefinition {
  readonly method: RouteMethod;
  /** Express-style path, e.g. `/webhooks/stripe` or `/l/:slug`. */
  readonly path: string;
  readonly description: string;
  /** Bytes; larger bodies are refused with 413 before the handler. Default 204,800. */
  readonly bodyLimit?: number;
  /** How often one caller may use it; counted by the router as for root fields. Without it nothing is counted. */
  readonly rate?: RateLimit;
  /** For signed-in persons only: everybody else is refused with UNAUTHENTICATED, before the body is read. */
  readonly signedIn?: true;
  /** Rows of the contract that this route covers. */
  readonly covers?: readonly string[];
  readonly handle: (ctx: SubgraphContext, request: RouteRequest) => Promise<RouteAnswer>;
}

export function defineRoute(route: RouteDefinition): RouteDefinition {
  return Object.freeze(route);
}
