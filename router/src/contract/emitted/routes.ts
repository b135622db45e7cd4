import type { RateLimit } from '@sangam/kit/authorization/rules';
import type { RouteDefinition } from '@sangam/kit/http/define-route';
import type { LoadedSubgraph } from './load-subgraphs';

/** Bytes that a route accepts when it does not say. */
const DEFAULT_BODY_LIMIT = 204_800;

export interface RouteFact {
  readonly method: string;
  readonly path: string;
  readonly subgraph: string;
  readonly bodyLimit: number;
  readonly rate?: RateLimit;
  readonly signedIn?: true;
  readonly description: string;
  readonly covers: readonly string[];
}

/**
 * The REST requests that the router hands on.
 * @throws Error when two subgraphs claim the same method and path.
 */
export function routeFacts(subgraphs: readonly LoadedSubgraph[]): RouteFact[] {
  const facts = subgraphs.flatMap(({ name, definition }) => definition.features.flatMap((feature) => (feature.routes ?? []).map((route) => factOf(name, route))));
  const sorted = facts.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const twice = sorted.find((fact, index) => index > 0 && keyOf(sorted[index - 1] as RouteFact) === keyOf(fact));
  if (twice) throw new Error(`The route ${twice.method} ${twice.path} is declared twice.`);
  return sorted;
}

/** `schema/routes.json`. */
export function emittedRoutes(facts: readonly RouteFact[]): string {
  return `${JSON.stringify(facts, null, 2)}\n`;
}

function factOf(subgraph: string, { method, path, bodyLimit, rate, signedIn, description, covers }: RouteDefinition): RouteFact {
  return { method, path, subgraph, bodyLimit: bodyLimit ?? DEFAULT_BODY_LIMIT, ...(rate && { rate }), ...(signedIn && { signedIn }), description, covers: covers ?? [] };
}

/** Parameter names do not tell two routes apart. */
const keyOf = ({ method, path }: RouteFact): string => `${path.replace(/:\w+/g, ':')} ${method}`;
