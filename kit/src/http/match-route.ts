import type { RouteDefinition } from './define-route';

export interface RouteMatch<R> {
  readonly route: R;
  readonly params: Readonly<Record<string, string>>;
}

type Routed = Pick<RouteDefinition, 'method' | 'path'>;

interface CompiledRoute<R> {
  readonly route: R;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

/**
 * Prepares routes for look-up by method and path (without query string). `:name` stands for one segment; fixed paths
 * win over patterns.
 * @throws Error when two routes answer the same requests
 */
export function compileRoutes<R extends Routed>(routes: readonly R[]): (method: string, path: string) => RouteMatch<R> | undefined {
  const fixed = new Map<string, R>();
  const patterns: CompiledRoute<R>[] = [];
  const seen = new Set<string>();
  for (const route of routes) {
    const shape = `${route.method} ${route.path.replace(/:\w+/g, ':')}`;
    if (seen.has(shape)) throw new Error(`Two routes answer ${route.method} ${route.path}.`);
    seen.add(shape);
    if (route.path.includes(':')) patterns.push(compile(route));
    else fixed.set(`${route.method} ${route.path}`, route);
  }
  return (method, path) => {
    const exact = fixed.get(`${method} ${path}`);
    return exact ? { route: exact, params: {} } : firstMatch(patterns, method, path);
  };
}

function compile<R extends Routed>(route: R): CompiledRoute<R> {
  const names: string[] = [];
  const source = route.path.split('/').map((segment) => {
    if (!segment.startsWith(':')) return segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    names.push(segment.slice(1));
    return '([^/]+)';
  });
  return { route, names, pattern: new RegExp(`^${source.join('/')}$`) };
}

function firstMatch<R extends Routed>(patterns: readonly CompiledRoute<R>[], method: string, path: string): RouteMatch<R> | undefined {
  for (const { route, pattern, names } of patterns) {
    const found = route.method === method ? pattern.exec(path) : null;
    if (!found) continue;
    const values = found.slice(1).map(decoded);
    if (values.includes(undefined)) return undefined;
    return { route, params: Object.fromEntries(names.map((name, index) => [name, values[index] as string])) };
  }
  return undefined;
}

/** A segment with broken percent-encoding matches nothing. */
function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
