import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler, type Express, type Request } from 'express';
import type { ReplayStores } from '../calls/replay-store';
import { SIGNATURE_SCHEME } from '../calls/signing';
import type { Clock } from '../clock/clock';
import { AppError } from '../errors/app-error';
import { NOT_FOUND } from '../errors/codes';
import { newId } from '../ids/new-id';
import type { Logger } from '../observability/logger';
import type { RunningSubgraph } from '../running/running-subgraph';
import { receiveEvents } from './event-endpoint';
import { DEFAULT_BODY_LIMIT, errorAnswer, handleRoute, splitUrl, writeRouteAnswer } from './handle-route';
import { compileRoutes } from './match-route';
import { isSigned, requireSignature, signedCall, verifiedCall, type SignatureCheck } from './signed-requests';
import { answerGraphQL } from './subgraph-graphql';
import { acceptUpstreamSockets, type UpstreamSockets } from './upstream-sockets';

export interface ServerLimits {
  /** Bytes of a GraphQL request or an event. Default 2 MB: a fetch may carry many keys. */
  readonly bodyLimit?: number;
  /** Sockets of routers at the same time. Default 64. */
  readonly maxSockets?: number;
  /** Between two pings on a socket, milliseconds. Default 12,000. */
  readonly pingEveryMs?: number;
  /** How long `ready` says 503 before the port closes, milliseconds. Default 0: routers notice a closed port at once. */
  readonly noticeMs?: number;
  /** How long work under way may take to end, milliseconds. Default 10,000. */
  readonly graceMs?: number;
}

export interface ServeOptions {
  /** 0 lets the system choose. */
  readonly port: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** HMAC keys, newest first. */
  readonly keys: readonly string[];
  readonly replays: ReplayStores;
  readonly clock: Clock;
  readonly log: Logger;
  readonly limits?: ServerLimits;
}

export interface ServedSubgraph {
  readonly url: string;
  readonly port: number;
  /** Finishes what is under way and stops serving; the subgraph itself goes on until `running.stop()`. */
  stop(): Promise<void>;
}

/** Puts a started subgraph on a port of its own. Everything but its health needs a signature. */
export async function serveSubgraph(running: RunningSubgraph, options: ServeOptions): Promise<ServedSubgraph> {
  const check: SignatureCheck = { audience: running.name, keys: options.keys, clock: options.clock, replays: options.replays };
  const state: ServerState = { stopping: false, closeIdle: () => undefined };
  const parts: ServingParts = { running, check, state, options };
  // Slow senders are cut off; a kept connection lives longer here than at the caller, so that only callers close one.
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 60_000, keepAliveTimeout: 75_000, connectionsCheckingInterval: 5_000 }, listener(parts));
  state.closeIdle = () => server.closeIdleConnections();
  const { maxSockets = 64, pingEveryMs = 12_000 } = options.limits ?? {};
  const sockets = acceptUpstreamSockets(server, { running, check, log: options.log, maxSockets, pingEveryMs });
  const host = options.host ?? '127.0.0.1';
  await listen(server, options.port, host);
  const { port } = server.address() as AddressInfo;
  let stopped: Promise<void> | undefined;
  return {
    port,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    stop: () => {
      state.stopping = true;
      return (stopped ??= shutDown(server, sockets, options.limits ?? {}));
    },
  };
}

interface ServerState {
  stopping: boolean;
  closeIdle: () => void;
}

interface ServingParts {
  readonly running: RunningSubgraph;
  readonly check: SignatureCheck;
  readonly state: ServerState;
  readonly options: ServeOptions;
}

/** Operations come often and need none of what a framework does for a request; everything else goes through it. */
function listener(parts: ServingParts): RequestListener {
  const { state } = parts;
  const app = createApp(parts);
  return (request, response) => {
    if (state.stopping) response.setHeader('connection', 'close');
    // A connection whose request was under way when the stop came would otherwise be kept open for the next one.
    response.once('finish', () => state.stopping && setImmediate(state.closeIdle));
    if (request.method === 'POST' && splitUrl(request.url ?? '').path === '/graphql') void operate(parts, request, response);
    else app(request, response);
  };
}

async function operate({ running, check, options }: ServingParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const call = await verifiedCall(check, request, bodyLimitOf(options));
    writeRouteAnswer(response, await answerGraphQL(running, call, options.log));
  } catch (error) {
    fail(error, { request, response, log: options.log });
  }
}

const bodyLimitOf = ({ limits }: ServeOptions): number => limits?.bodyLimit ?? 2 * 1024 * 1024;

function createApp({ running, check, state, options }: ServingParts): Express {
  const { log } = options;
  const routeFor = compileRoutes(running.routes);
  const limitFor = (request: Request) => {
    const match = routeFor(request.method, request.path);
    return match ? (match.route.bodyLimit ?? DEFAULT_BODY_LIMIT) : bodyLimitOf(options);
  };
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.get('/health/live', (_request, response) => void response.json({ status: 'up' }));
  app.get('/health/ready', async (_request, response) => {
    const health = await running.health();
    const ready = health.status === 'up' && !state.stopping;
    response.status(ready ? 200 : 503).json({ status: ready ? 'up' : state.stopping ? 'stopping' : 'down', jobLagMs: health.jobLagMs });
  });
  app.use(requireSignature(check, limitFor));
  app.post('/internal/events', receiveEvents(running));
  app.use(async (request, response) => {
    const match = routeFor(request.method, request.path);
    if (!match) throw new AppError(NOT_FOUND);
    const { identity, rawBody } = signedCall(request);
    const call = { match, context: running.context(identity), url: request.originalUrl, headers: request.headers, rawBody, log };
    writeRouteAnswer(response, await handleRoute(call));
  });
  const failed: ErrorRequestHandler = (error, request, response, _next) => fail(error, { request, response, log });
  return app.use(failed);
}

interface FailedRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly log: Logger;
}

function fail(error: unknown, { request, response, log }: FailedRequest): void {
  if (response.headersSent) return void response.destroy();
  // What was not read of a refused body is not waited for.
  if (!request.complete) response.setHeader('connection', 'close');
  if (!isSigned(request)) response.setHeader('www-authenticate', SIGNATURE_SCHEME);
  const requestId = request.headers['x-request-id'];
  writeRouteAnswer(response, errorAnswer(error, typeof requestId === 'string' ? requestId : newId(), log));
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function shutDown(server: Server, sockets: UpstreamSockets, { noticeMs = 0, graceMs = 10_000 }: ServerLimits): Promise<void> {
  if (noticeMs > 0) await new Promise((resolve) => setTimeout(resolve, noticeMs));
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  await Promise.all([closed, sockets.close(Math.min(graceMs, 1_000))]);
  clearTimeout(timer);
}
