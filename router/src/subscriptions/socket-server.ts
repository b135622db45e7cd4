import type { IncomingMessage, Server } from 'node:http';
import { AppError } from '@sangam/kit/errors/app-error';
import { SERVICE_UNAVAILABLE, TOO_MANY_SUBSCRIPTIONS } from '@sangam/kit/errors/codes';
import type { Viewer } from '@sangam/kit/authorization/viewer';
import { maskError } from '@sangam/kit/errors/mask-error';
import { splitUrl } from '@sangam/kit/http/handle-route';
import type { Logger } from '@sangam/kit/observability/logger';
import { mapStream } from '@sangam/kit/live/map-stream';
import { GraphQLError, type ExecutionArgs, type ExecutionResult, type GraphQLFormattedError } from 'graphql';
import { CloseCode, type Context } from 'graphql-ws';
import { useServer, type Extra } from 'graphql-ws/use/ws';
import { WebSocketServer, type WebSocket } from 'ws';
import { readGraphqlRequest } from '../front/graphql-request';
import type { OperationGate } from '../front/operation-gate';
import { stripIdentity } from '../front/strip-identity';
import type { GraphAnswer } from '../gateway/answer';
import type { Gateway, GraphOperation } from '../gateway/gateway';
import { graphContext } from '../gateway/graph-context';
import type { SocketLimits } from '../limits/limits';
import { bearerToken, type RequestFacts, type ViewerSource } from '../session/viewer-source';
import type { SocketSessions } from './socket-sessions';
import { sessionLives } from './subscription-streams';
import type { Subscriptions } from './subscriptions';

/** What an operation on a socket is answered by; one and the same from its admission to its end. */
export interface SocketGraph {
  readonly gate: OperationGate;
  readonly gateway: Gateway;
  readonly subscriptions: Subscriptions;
}

export interface SocketServerOptions {
  readonly server: Server;
  readonly path: string;
  /** The graph that new operations meet. */
  readonly graph: () => SocketGraph;
  readonly viewers: ViewerSource;
  readonly sessions: SocketSessions;
  readonly limits: SocketLimits;
  readonly log: Logger;
  readonly factsOf: (request: IncomingMessage) => RequestFacts;
  /** How many proxies in front are trusted. */
  readonly trustedProxies: number;
  /** Whether a page of this origin may open a socket. */
  readonly originAllowed: (request: IncomingMessage) => boolean;
}

type SocketExtra = Extra & Partial<Record<PropertyKey, unknown>> & { viewer?: Viewer; leave?: () => void };

type SocketContext = Context<Record<string, unknown> | undefined, SocketExtra>;

/** What `onSubscribe` hands to `execute` and `subscribe`. */
interface AdmittedArgs extends ExecutionArgs {
  readonly contextValue: { readonly operation: GraphOperation; readonly viewer: Viewer; readonly graph: SocketGraph };
}

export interface SocketServer {
  close(): Promise<void>;
}

/** Queries, mutations and subscriptions over graphql-ws, through the same gate as HTTP. */
export function serveSockets(options: SocketServerOptions): SocketServer {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: options.limits.frameBytes, perMessageDeflate: false });
  options.server.on('upgrade', (request, socket, head) => {
    // Upgrades do not pass the handlers that stand before every route.
    stripIdentity(request, options.trustedProxies);
    // Nobody else listens any more, and an error that nobody hears ends the process.
    socket.on('error', () => socket.destroy());
    if (splitUrl(request.url ?? '').path !== options.path) return void socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
    if (!options.originAllowed(request)) return void socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
    sockets.handleUpgrade(request, socket, head, (opened) => {
      sockets.emit('connection', opened, request);
      logFaults(opened, options.log);
    });
  });
  const closing = useServer<Record<string, unknown> | undefined, SocketExtra>(
    {
      // Says nothing about errors, in development neither.
      isProd: true,
      connectionInitWaitTimeout: options.limits.initTimeoutMs,
      onConnect: (context) => connect(options, context),
      onDisconnect: (context) => context.extra.leave?.(),
      onClose: (context) => context.extra.leave?.(),
      onSubscribe: (context, _id, payload) => admit(options, context, payload),
      execute: async (args) => {
        const { operation, viewer, graph } = (args as AdmittedArgs).contextValue;
        return executionResult(await graph.gateway.answer(operation, graphContext(viewer)));
      },
      subscribe: async (args) => {
        const { operation, viewer, graph } = (args as AdmittedArgs).contextValue;
        const answer = await graph.subscriptions.subscribe(operation, viewer);
        return typeof answer === 'string' ? executionResult(answer) : mapStream(answer, executionResult);
      },
    },
    sockets,
  );
  return { close: async () => void (await closing.dispose()) };
}

/** The library would print what is the client's fault (a frame too large) to the console; the socket is closed already. */
function logFaults(socket: WebSocket, log: Logger): void {
  socket.removeAllListeners('error');
  socket.on('error', (error) => log.debug({ err: error }, 'a client broke the WebSocket protocol'));
}

/** Answers false (4403) or closes with a code; the viewer stays with the socket. */
async function connect(options: SocketServerOptions, context: SocketContext): Promise<boolean> {
  const { socket, request } = context.extra;
  const token = bearerToken(headerOf(context.connectionParams));
  try {
    const viewer = await options.viewers.viewerFor(token, options.factsOf(request));
    if (options.sessions.countOf(viewer) >= options.limits.socketsPerUser) {
      socket.close(CloseCode.TooManyInitialisationRequests, 'Too many sockets');
      return false;
    }
    if (socket.readyState !== socket.OPEN) return false;
    Object.assign(context.extra, { viewer, leave: register(options, { viewer, token, context }) });
    return true;
  } catch (error) {
    const unavailable = error instanceof AppError && error.definition === SERVICE_UNAVAILABLE;
    socket.close(unavailable ? CloseCode.InternalServerError : CloseCode.Unauthorized, error instanceof AppError ? error.definition.code : 'Error');
    return false;
  }
}

interface Registering {
  readonly viewer: Viewer;
  readonly token: string | null;
  readonly context: SocketContext;
}

function register(options: SocketServerOptions, { viewer, token, context }: Registering): () => void {
  const { socket, request } = context.extra;
  return options.sessions.add({
    viewer,
    close: (code, reason) => socket.close(code, reason),
    stillLives: () => sessionLives(options.viewers, token, options.factsOf(request)),
  });
}

/** Clients send the token as `Authorization` or `authorization` in the connection parameters. */
function headerOf(parameters: Readonly<Record<string, unknown>> | undefined | null): string | undefined {
  const value = parameters?.authorization ?? parameters?.Authorization;
  return typeof value === 'string' ? value : undefined;
}

async function admit(options: SocketServerOptions, context: SocketContext, payload: unknown): Promise<AdmittedArgs | readonly GraphQLError[]> {
  const viewer = context.extra.viewer;
  if (!viewer) return [new AppError(SERVICE_UNAVAILABLE)];
  if (Object.keys(context.subscriptions).length > options.limits.operations) return [new AppError(TOO_MANY_SUBSCRIPTIONS)];
  try {
    const graph = options.graph();
    const admitted = await graph.gate.admit(readGraphqlRequest(payload), viewer);
    if ('status' in admitted) return admitted.errors.map(asError);
    const { operation } = admitted;
    return { schema: graph.gateway.apiSchema, document: operation.document, operationName: operation.operationName, variableValues: operation.variables, contextValue: { operation, viewer, graph } };
  } catch (error) {
    return [asError(maskError(error, { requestId: viewer.requestId, log: options.log }))];
  }
}

/** The library writes errors through `toJSON`, which formatted ones do not have. */
function executionResult(text: string): ExecutionResult {
  const { data, errors } = JSON.parse(text) as GraphAnswer;
  return { ...(data !== undefined && { data }), ...(errors && { errors: errors.map(asError) }) };
}

function asError({ message, path, extensions }: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(message, { path, extensions });
}
