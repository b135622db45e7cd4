import { Router, type Response } from 'express';
import { createHealthChecks, type HealthChecks, type HealthSources, type SubgraphHealth } from './health-checks';
import { gatewayRoutes, serviceRoutes, type ServiceRoute } from './health-routes';

export interface HealthOptions extends HealthSources {
  readonly name: string;
  readonly version: string;
}

/** The health routes of the seeds. They need no sign-in and tell nothing that helps an attacker. */
export function createHealthRoutes(options: HealthOptions): Router {
  const checks = createHealthChecks(options);
  const router = Router();
  mountGateway(router, options, checks);
  mountDetails(router, options, checks);
  for (const route of serviceRoutes) {
    router.get(route.path, async (_request, response) => answer(response, serviceHealth(route, await checks.subgraphs())));
  }
  return router;
}

interface HealthAnswer {
  readonly isUp: boolean;
  readonly body: Readonly<Record<string, unknown>>;
}

function answer(response: Response, { isUp, body }: HealthAnswer): void {
  response.status(isUp ? 200 : 503).json(body);
}

/** Ready while it takes requests and at least one subgraph can serve them; one that is down only degrades the graph. */
function readiness(subgraphs: readonly SubgraphHealth[], accepting: boolean): HealthAnswer {
  const degraded = subgraphs.filter(({ status }) => status === 'down').map(({ name }) => name);
  const isUp = accepting && degraded.length < subgraphs.length;
  return { isUp, body: { status: isUp ? (degraded.length === 0 ? 'ok' : 'degraded') : 'unavailable', degraded } };
}

function mountGateway(router: Router, { accepting, clock, ...sources }: HealthOptions, checks: HealthChecks): void {
  router.get(gatewayRoutes.info.path, async (_request, response) => {
    const { name, version } = sources;
    response.json({ name, version, status: 'ok', message: `${name} is running.`, services: (await checks.subgraphs()).map((subgraph) => subgraph.name) });
  });
  for (const route of [gatewayRoutes.health, gatewayRoutes.adminHealth, gatewayRoutes.live]) {
    router.get(route.path, (_request, response) => answer(response, { isUp: true, body: { status: 'ok' } }));
  }
  router.get(gatewayRoutes.ready.path, async (_request, response) => answer(response, readiness(await checks.subgraphs(), accepting())));
  router.get(gatewayRoutes.apiHealth.path, (_request, response) => answer(response, { isUp: true, body: { status: 'ok', timestamp: new Date(clock.now()).toISOString() } }));
}

function mountDetails(router: Router, { accepting }: HealthOptions, checks: HealthChecks): void {
  router.get(gatewayRoutes.detailed.path, async (_request, response) => {
    const subgraphs = await checks.subgraphs();
    const { isUp, body } = readiness(subgraphs, accepting());
    const services = Object.fromEntries(subgraphs.map(({ name, status, latencyMs }) => [name, { status, latency_ms: Math.round(latencyMs) }]));
    answer(response, { isUp, body: { status: body.status, services, database: await checks.database(), redis: await checks.redis() } });
  });
  router.get(gatewayRoutes.apiDatabase.path, async (_request, response) => {
    const database = await checks.database();
    answer(response, { isUp: database === 'up', body: { status: database === 'up' ? 'ok' : 'unavailable', database } });
  });
  router.get(gatewayRoutes.apiRedis.path, async (_request, response) => {
    const redis = await checks.redis();
    answer(response, { isUp: redis !== 'down', body: { status: redis === 'down' ? 'unavailable' : 'ok', redis } });
  });
}

/** A service whose subgraph is not in the build is unavailable in every respect. */
function serviceHealth({ service, subgraph, probe }: ServiceRoute, subgraphs: readonly SubgraphHealth[]): HealthAnswer {
  const found = subgraphs.find(({ name }) => name === subgraph);
  const isUp = found !== undefined && (probe === 'live' ? (found.live ?? found.status === 'up') : found.status === 'up');
  const status = isUp ? 'ok' : 'unavailable';
  return { isUp, body: probe === 'health' ? { status, service } : { status } };
}
