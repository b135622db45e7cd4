export type HealthMethod = 'GET';

export interface HealthRoute {
  readonly method: HealthMethod;
  readonly path: string;
  /** Rows of the contract that this route covers. */
  readonly covers: readonly string[];
}

/** Services of the seed behind which one of our subgraphs now stands, with the rows `health/`, `ready`, `live`. */
const SERVICES = [
  { service: 'auth', subgraph: 'identity', covers: ['truevalue-025', 'truevalue-026', 'truevalue-027'] },
  { service: 'org', subgraph: 'organizations', covers: ['truevalue-057', 'truevalue-058', 'truevalue-059'] },
  { service: 'permission', subgraph: 'access', covers: ['truevalue-085', 'truevalue-086', 'truevalue-087'] },
  { service: 'billing', subgraph: 'billing', covers: ['truevalue-110', 'truevalue-111', 'truevalue-112'] },
  { service: 'audit-log', subgraph: 'admin', covers: ['truevalue-116', 'truevalue-117', 'truevalue-118'] },
] as const;

export type ServiceProbe = 'health' | 'ready' | 'live';

export interface ServiceRoute extends HealthRoute {
  readonly service: string;
  readonly subgraph: string;
  readonly probe: ServiceProbe;
}

export const serviceRoutes: readonly ServiceRoute[] = SERVICES.flatMap(({ service, subgraph, covers }) => [
  { method: 'GET', path: `/${service}/health/`, covers: [covers[0]], service, subgraph, probe: 'health' },
  { method: 'GET', path: `/${service}/health/ready`, covers: [covers[1]], service, subgraph, probe: 'ready' },
  { method: 'GET', path: `/${service}/health/live`, covers: [covers[2]], service, subgraph, probe: 'live' },
] as const);

export const gatewayRoutes = {
  info: { method: 'GET', path: '/', covers: ['truevalue-001', 'astro-001'] },
  health: { method: 'GET', path: '/health', covers: ['truevalue-002'] },
  adminHealth: { method: 'GET', path: '/health/', covers: ['truevalue-120'] },
  live: { method: 'GET', path: '/health/live', covers: ['truevalue-005'] },
  ready: { method: 'GET', path: '/health/ready', covers: ['truevalue-004'] },
  detailed: { method: 'GET', path: '/health/detailed', covers: ['truevalue-003'] },
  apiHealth: { method: 'GET', path: '/api/v1/health', covers: ['koshpal-010'] },
  apiDatabase: { method: 'GET', path: '/api/v1/health/db', covers: ['koshpal-011'] },
  apiRedis: { method: 'GET', path: '/api/v1/health/redis', covers: ['koshpal-012'] },
} as const satisfies Record<string, HealthRoute>;

/** Every health route with the rows of the contract that it covers. */
export const healthRoutes: readonly HealthRoute[] = [...Object.values(gatewayRoutes), ...serviceRoutes];
