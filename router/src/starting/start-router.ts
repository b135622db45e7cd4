import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { ProcessServices } from '@sangam/kit/running/open-process';
import { kitSettings } from '@sangam/kit/settings/kit-settings';
import { newId } from '@sangam/kit/ids/new-id';
import express from 'express';
import type { DocumentNode } from 'graphql';
import { clientAddress } from '../front/client-address';
import { isOriginAllowed } from '../front/cross-origin';
import { SERVER_LIMITS } from '../front/http-server';
import { LagMeter } from '../front/overload';
import { OperationGate } from '../front/operation-gate';
import { requestIdOf } from '../front/request-id';
import type { GraphAnswer } from '../gateway/answer';
import { graphContext } from '../gateway/graph-context';
import { startGateway } from '../gateway/gateway';
import { createDocumentReader } from '../guard/parse';
import { createQueryGuard } from '../guard/query-guard';
import { isSwitchedOn, queryLimits, rateLimits, socketLimits } from '../limits/limits';
import { createRateLimiter } from '../limits/rate-limiter';
import { SessionViewers } from '../session/session-viewers';
import { TokenVerifier } from '../session/token-verifier';
import type { RequestFacts, ViewerSource } from '../session/viewer-source';
import { routerSettings } from '../settings';
import { SocketSessions } from '../subscriptions/socket-sessions';
import { streamAnswerer } from '../subscriptions/subscription-streams';
import { serveSockets } from '../subscriptions/socket-server';
import { Subscriptions } from '../subscriptions/subscriptions';
import type { Contract } from './contract';
import { processMetrics } from './process-metrics';
import { assembleFront } from './front-door';
import type { GraphParts } from './graph-parts';

export interface StartRouterOptions {
  readonly services: ProcessServices;
  readonly parts: GraphParts;
  readonly contract: Contract;
  /** Stands in front of the sessions, in tests that need no identity. */
  /** Hears the request id of each stream once its events will arrive. */
  readonly onStreamOpened?: (requestId: string) => void;
  readonly wrapViewers?: (sessions: ViewerSource) => ViewerSource;
}

export interface StartedRouter {
  readonly url: string;
  readonly port: number;
  /** Runs a document of our own as whoever the token belongs to, without limits. */
  execute(document: DocumentNode, variables: Record<string, unknown>, token: string | null): Promise<GraphAnswer>;
  /** Finishes what is under way, tells streams to come back elsewhere, ends. */
  stop(): Promise<void>;
}

/** How often open sockets are asked whether their session lives; the bound that holds without the bus. */
const SESSION_CHECK_MS = 5_000;

/** Puts the one public port in front of the graph. */
export async function startRouter({ services, parts, contract, wrapViewers, onStreamOpened }: StartRouterOptions): Promise<StartedRouter> {
  const { settings, log, clock, live } = services;
  const values = settings.of(routerSettings);
  const { TOKEN_ISSUER: issuer, TOKEN_AUDIENCE: audience, REDIS_PREFIX: prefix } = settings.of(kitSettings);
  const verifier = new TokenVerifier({ calls: parts.calls, clock, issuer, audience });
  const sessions = new SessionViewers({ verifier, calls: parts.calls, live, clock });
  await sessions.start();
  const viewers = wrapViewers?.(sessions) ?? sessions;
  const limits = queryLimits(settings);
  const gateway = await startGateway({ supergraphSdl: contract.supergraphSdl, sources: parts.sources, log, maxErrors: limits.errors });
  const guard = createQueryGuard({ apiSchema: gateway.apiSchema, supergraphSdl: contract.supergraphSdl, limits, ruleFacts: contract.ruleFacts });
  const gate = new OperationGate({
    guard, schema: gateway.apiSchema, maxErrors: limits.errors, reader: createDocumentReader({ schema: gateway.apiSchema, limits, checkStructure: guard.checkStructure }), introspection: isSwitchedOn(settings, 'INTROSPECTION'),
    limiter: createRateLimiter({ ...(services.redis && { redis: services.redis }), prefix, limits: rateLimits(settings), ruleFacts: contract.ruleFacts, clock }),
  });
  const subscriptions = new Subscriptions({ gateway, upstreams: parts.upstreams, log, maxErrors: limits.errors, onOpened: onStreamOpened });
  const factsOf = (request: IncomingMessage): RequestFacts => ({ requestId: requestIdOf(request), ip: clientAddress(request, values.TRUST_PROXY), locale: localeOf(request) });
  const state = { stopping: false };
  const sockets = new SocketSessions(() => clock.now());
  const perUser = socketLimits(settings).socketsPerUser;
  const stream = streamAnswerer({ subscriptions, sessions: sockets, viewers, factsOf, perUser });
  const lag = new LagMeter();
  const app = assembleFront(express(), { services, parts, gateway, gate, stream, viewers, verifier, factsOf, state, contract, lag, metrics: processMetrics(sockets) });
  const server = createServer(SERVER_LIMITS, app);
  const leaveChanges = sessions.onChange((change) => sockets.changed(change));
  const checking = setInterval(() => sockets.checkAll(), SESSION_CHECK_MS);
  const socketServer = serveSockets({
    server, path: '/graphql', gate, gateway, subscriptions, viewers, sessions: sockets, limits: socketLimits(settings), log, factsOf,
    trustedProxies: values.TRUST_PROXY,
    originAllowed: (request) => isOriginAllowed(request.headers.origin, request.headers.host, values.CORS_ORIGINS),
  });
  lag.start();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(values.PORT, values.HOST, () => resolve());
  });
  const { port } = server.address() as AddressInfo;
  return {
    port, url: `http://${values.HOST}:${port}`,
    async execute(document, variables, token) {
      const viewer = await viewers.viewerFor(token, { requestId: newId(), ip: '127.0.0.1', locale: 'en' });
      return gateway.run({ document, variables }, graphContext(viewer));
    },
    async stop() {
      state.stopping = true;
      await wait(values.SHUTDOWN_NOTICE);
      clearInterval(checking);
      lag.stop();
      leaveChanges();
      sockets.closeAll(1012, 'Restarting');
      await socketServer.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 8_000).unref())]);
      server.closeAllConnections();
      await sessions.stop();
      await gateway.stop();
    },
  };
}

/** The first language that a client accepts, as a tag; English when it says nothing sensible. */
function localeOf(request: IncomingMessage): string {
  const first = (request.headers['accept-language'] ?? '').split(',')[0]?.split(';')[0]?.trim() ?? '';
  return /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(first) ? first : 'en';
}
