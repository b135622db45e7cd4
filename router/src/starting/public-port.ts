import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from '@sangam/kit/observability/logger';
import type { Metrics } from '@sangam/kit/observability/metrics';
import type { Settings } from '@sangam/kit/settings/settings';
import { isOriginAllowed } from '../front/cross-origin';
import { SERVER_LIMITS } from '../front/http-server';
import { keepNoConnectionOnStop } from '../front/kept-connections';
import { LagMeter } from '../front/overload';
import { socketLimits } from '../limits/limits';
import { createMetricsServer } from '../pages/metrics';
import type { RequestFacts, ViewerSource } from '../session/viewer-source';
import { routerSettings } from '../settings';
import { serveSockets, type SocketGraph, type SocketServer } from '../subscriptions/socket-server';
import type { SocketSessions } from '../subscriptions/socket-sessions';
import { processMetrics } from './process-metrics';

/** What the front learns of the port that it answers on. */
export interface PortState {
  readonly metrics: Metrics;
  readonly lag: LagMeter;
  readonly state: { readonly stopping: boolean };
}

export interface PublicPortOptions {
  readonly settings: Settings;
  readonly log: Logger;
  readonly sessions: SocketSessions;
  readonly viewers: ViewerSource;
  readonly factsOf: (request: IncomingMessage) => RequestFacts;
  /** The graph that new operations on sockets meet. */
  readonly graph: () => SocketGraph;
  /** Answers HTTP. */
  readonly front: (port: PortState) => RequestListener;
}

export interface PublicPort {
  readonly url: string;
  readonly port: number;
  /** Finishes what is under way, tells streams to come back elsewhere. */
  stop(): Promise<void>;
}

/** How long requests under way may take to end. */
const GRACE_MS = 8_000;

/** Listens for clients: HTTP, WebSocket, and metrics where they have a port of their own. */
export async function openPublicPort({ settings, log, sessions, viewers, factsOf, graph, front }: PublicPortOptions): Promise<PublicPort> {
  const { PORT, HOST, METRICS_PORT, TRUST_PROXY, CORS_ORIGINS, SHUTDOWN_NOTICE } = settings.of(routerSettings);
  const state = { stopping: false };
  const lag = new LagMeter();
  const metrics = processMetrics(sessions);
  const server = createServer(SERVER_LIMITS, front({ metrics, lag, state }));
  keepNoConnectionOnStop(server, state);
  const sockets = serveSockets({
    graph, server, path: '/graphql', viewers, sessions, limits: socketLimits(settings), log, factsOf, trustedProxies: TRUST_PROXY,
    originAllowed: (request) => isOriginAllowed(request.headers.origin, request.headers.host, CORS_ORIGINS),
  });
  lag.start();
  await listen(server, PORT, HOST);
  const metricsServer = createMetricsServer(metrics);
  if (METRICS_PORT !== 0) await listen(metricsServer, METRICS_PORT, HOST);
  const { port } = server.address() as AddressInfo;
  return {
    port, url: `http://${HOST}:${port}`,
    async stop() {
      state.stopping = true;
      await wait(SHUTDOWN_NOTICE);
      lag.stop();
      await closeServers({ server, metricsServer, sockets, sessions });
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
