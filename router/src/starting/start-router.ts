import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { newId } from '@sangam/kit/ids/new-id';
import type { DocumentNode } from 'graphql';
import { clientAddress } from '../front/client-address';
import { isOriginAllowed } from '../front/cross-origin';
import { SERVER_LIMITS } from '../front/http-server';
import { keepNoConnectionOnStop } from '../front/kept-connections';
import { LagMeter } from '../front/overload';
import { requestIdOf } from '../front/request-id';
import type { GraphAnswer } from '../gateway/answer';
import { graphContext } from '../gateway/graph-context';
import { socketLimits } from '../limits/limits';
import { createMetricsServer } from '../pages/metrics';
import type { RequestFacts } from '../session/viewer-source';
import { routerSettings } from '../settings';
import { serveSockets, type SocketServer } from '../subscriptions/socket-server';
import { SocketSessions } from '../subscriptions/socket-sessions';
import { streamAnswerer } from '../subscriptions/subscription-streams';
import { assembleFront } from './front-door';
import { openGraph, type OpenGraphOptions } from './open-graph';
import { processMetrics } from './process-metrics';

export interface StartedRouter {
  readonly url: string;
  readonly port: number;
  /** Runs a document of our own as whoever the token belongs to, without limits. */
  execute(document: DocumentNode, variables: Record<string, unknown>, token: string | null): Promise<GraphAnswer>;
  /** Finishes what is under way, tells streams to come back elsewhere, ends. */
  stop(): Promise<void>;
}

export interface StartRouterOptions extends OpenGraphOptions {
  /** How often open sockets are asked whether their session lives, milliseconds. Default 5,000: the bound that holds without the bus. */
  readonly sessionCheckMs?: number;
}

const SESSION_CHECK_MS = 5_000;
/** How long requests under way may take to end. */
const GRACE_MS = 8_000;

/** Puts the one public port in front of the graph. */
export async function startRouter(options: StartRouterOptions): Promise<StartedRouter> {
  const { services, parts } = options;
  const { settings, log, clock } = services;
  const values = settings.of(routerSettings);
  const graph = await openGraph(options);
  const factsOf = (request: IncomingMessage): RequestFacts => ({ requestId: requestIdOf(request), ip: clientAddress(request, values.TRUST_PROXY), locale: localeOf(request) });
  const state = { stopping: false };
  const limits = socketLimits(settings);
  const sessions = new SocketSessions(() => clock.now());
  const stream = streamAnswerer({ ...graph, sessions, factsOf, perUser: limits.socketsPerUser });
  const lag = new LagMeter();
  const metrics = processMetrics(sessions);
  const server = createServer(SERVER_LIMITS, assembleFront({ ...graph, services, parts, graph: { ...graph, stream }, factsOf, state, lag, metrics }));
  keepNoConnectionOnStop(server, state);
  const sockets = serveSockets({
    ...graph, server, path: '/graphql', sessions, limits, log, factsOf, trustedProxies: values.TRUST_PROXY,
    originAllowed: (request) => isOriginAllowed(request.headers.origin, request.headers.host, values.CORS_ORIGINS),
  });
  const leaveChanges = graph.sessions.onChange((change) => sessions.changed(change));
  const checking = setInterval(() => sessions.checkAll(), options.sessionCheckMs ?? SESSION_CHECK_MS);
  lag.start();
  await listen(server, values.PORT, values.HOST);
  const metricsServer = createMetricsServer(metrics);
  if (values.METRICS_PORT !== 0) await listen(metricsServer, values.METRICS_PORT, values.HOST);
  const { port } = server.address() as AddressInfo;
  return {
    port, url: `http://${values.HOST}:${port}`,
    async execute(document, variables, token) {
      const viewer = await graph.viewers.viewerFor(token, { requestId: newId(), ip: '127.0.0.1', locale: 'en' });
      return graph.gateway.run({ document, variables }, graphContext(viewer));
    },
    async stop() {
      state.stopping = true;
      await wait(values.SHUTDOWN_NOTICE);
      clearInterval(checking);
      lag.stop();
      leaveChanges();
      await closeServers({ server, metricsServer, sockets, sessions });
      await graph.close();
    },
  };
}

interface Servers {
  readonly server: Server;
  readonly metricsServer: Server;
  readonly sockets: SocketServer;
  readonly sessions: SocketSessions;
}

async function closeServers({ server, metricsServer, sockets, sessions }: Servers): Promise<void> {
  metricsServer.close();
  metricsServer.closeAllConnections();
  sessions.closeAll(1012, 'Restarting');
  await sockets.close();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await Promise.race([closed, wait(GRACE_MS, undefined, { ref: false })]);
  server.closeAllConnections();
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
}

/** The first language that a client accepts, as a tag; English when it says nothing sensible. */
function localeOf(request: IncomingMessage): string {
  const first = (request.headers['accept-language'] ?? '').split(',')[0]?.split(';')[0]?.trim() ?? '';
  return /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(first) ? first : 'en';
}
