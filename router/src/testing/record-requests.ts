import { compileRoutes } from '@sangam/kit/http/match-route';
import { healthRoutes } from '../pages/health-routes';
import { readContract } from '../starting/contract';
import { recordExecuted } from './record-operations';

let match: ReturnType<typeof compileRoutes> | undefined;

/** Notes that a route of the contract was asked for through the front door. */
export function recordRequest(method: string, path: string): void {
  match ??= compileRoutes([...healthRoutes, ...readContract().routes]);
  const { route } = match(method, path.split('?')[0] ?? path) ?? {};
  if (route) recordExecuted(`${route.method} ${route.path}`);
}
