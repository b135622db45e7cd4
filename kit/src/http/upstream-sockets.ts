import type { Server } from 'node:http';
import { GraphQLError, OperationTypeNode, type DocumentNode, type ExecutionArgs, type FormattedExecutionResult, type GraphQLSchema } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { verifyCall } from '../calls/signing';
import { connectionParts, STREAM_OPENED, subscriptionParts } from '../calls/signed-subscription';
import { decodeViewerHeader, type CallIdentity } from '../calls/viewer-header';
import { AppError } from '../errors/app-error';
import { BAD_REQUEST, GRAPHQL_PARSE_FAILED, OPERATION_NOT_FOUND } from '../errors/codes';
import { maskError } from '../errors/mask-error';
import { RefusedDocument, operationsOf } from '../execution/operations-of';
import { newId } from '../ids/new-id';
import type { Logger } from '../observability/logger';
import type { RunningSubgraph } from '../running/running-subgraph';
import { openEventStream } from './event-stream';
import type { SignatureCheck } from './signed-requests';

export interface UpstreamSocketOptions {
  readonly running: RunningSubgraph;
  readonly check: SignatureCheck;
  readonly log: Logger;
  /** Sockets at the same time; a router process needs one. */
  readonly maxSockets: number;
  /** Between two pings, milliseconds; a peer that misses one is dropped. */
  readonly pingEveryMs: number;
}

export interface UpstreamSockets {
  /** Tells every router to come back later (1012) and ends what does not close within `graceMs`. */
  close(graceMs: number): Promise<void>;
}

/** Bytes of one message from a router. */
const LARGEST_MESSAGE = 1024 * 1024;

/**
 * The end of a router's subscriptions in a subgraph that runs apart: graphql-ws on `/graphql`, each operation signed by
 * itself because one socket carries many viewers.
 */
export function acceptUpstreamSockets(server: Server, options: UpstreamSocketOptions): UpstreamSockets {
  const { running, check, log } = options;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE });
  server.on('upgrade', (request, socket, head) => {
    // Nobody else listens any more, and an error that nobody hears ends the process.
    socket.on('error', () => socket.destroy());
    const refusal = request.url !== '/graphql' ? '404 Not Found' : sockets.clients.size >= options.maxSockets ? '503 Service Unavailable' : undefined;
    if (refusal) return void socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    sockets.handleUpgrade(request, socket, head, (accepted) => sockets.emit('connection', accepted, request));
  });
  useServer<Record<string, unknown>>({
    onConnect: ({ connectionParams }) => verifiedConnection(check, connectionParams),
    onSubscribe: async (_context, _id, payload) => {
      try {
        const identity = await verifiedOperation(check, payload);
        return operationArguments({ schema: running.schema, document: subscriptionOf(running, payload), payload, identity });
      } catch (error) {
        return [new GraphQLError('', { originalError: error as Error })];
      }
    },
    subscribe: async (args) => {
      const { identity, resumed } = args as SignedArguments;
      const opened = await openEventStream({
        schema: args.schema, document: args.document, variables: args.variableValues, operationName: args.operationName, log,
        newContext: () => running.context({ ...identity, resumed }),
      });
      return (Symbol.asyncIterator in opened ? announced(opened) : opened) as never;
    },
    // Results are formatted already, with the request id that belongs to them.
    onNext: (_context, _id, _payload, _args, result) => result as never,
    onError: (_context, _id, _payload, errors) => errors.map((error) => maskError(error, { requestId: newId(), log })),
  }, sockets, options.pingEveryMs);
  return { close: (graceMs) => closeAll(sockets, graceMs) };
}

interface SignedArguments extends ExecutionArgs {
  readonly identity: CallIdentity;
  readonly resumed: boolean;
}

interface VerifiedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly payload: SubscribePayload;
  readonly identity: CallIdentity;
}

function operationArguments({ schema, document, payload, identity }: VerifiedOperation): SignedArguments {
  const { variables: variableValues, operationName, extensions } = payload;
  return { schema, document, variableValues, operationName, contextValue: undefined, identity, resumed: extensions?.resumed === true };
}

async function verifiedConnection({ audience, keys, clock, replays }: SignatureCheck, parameters: Record<string, unknown> | undefined): Promise<boolean> {
  try {
    const signature = String(parameters?.serviceSignature ?? '');
    await verifyCall({ ...connectionParts(audience), keys, signature, now: clock.now(), replays: replays.reads });
    return true;
  } catch {
    return false;
  }
}

async function verifiedOperation({ audience, keys, clock, replays }: SignatureCheck, payload: SubscribePayload): Promise<CallIdentity> {
  const { serviceSignature, viewer } = payload.extensions ?? {};
  const viewerHeader = typeof viewer === 'string' ? viewer : '';
  const signature = typeof serviceSignature === 'string' ? serviceSignature : undefined;
  await verifyCall({ ...subscriptionParts(audience, payload, viewerHeader), keys, signature, now: clock.now(), replays: replays.reads });
  return decodeViewerHeader(viewerHeader);
}

/** The stream behind a first result that says it is open. */
function announced(stream: AsyncIterableIterator<FormattedExecutionResult>): AsyncIterableIterator<FormattedExecutionResult> {
  let said = false;
  return {
    ...stream,
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      if (said) return stream.next();
      said = true;
      return { done: false, value: STREAM_OPENED };
    },
  };
}

function subscriptionOf({ schema }: RunningSubgraph, { query, operationName }: SubscribePayload): DocumentNode {
  try {
    const { document, type } = operationsOf(schema).ofText(query, operationName);
    if (type === OperationTypeNode.SUBSCRIPTION) return document;
  } catch (error) {
    if (!(error instanceof RefusedDocument)) throw error;
    throw new AppError(error.code === GRAPHQL_PARSE_FAILED ? BAD_REQUEST : error.code);
  }
  throw new AppError(OPERATION_NOT_FOUND);
}

async function closeAll(sockets: WebSocketServer, graceMs: number): Promise<void> {
  for (const socket of sockets.clients) socket.close(1012, 'Service restart');
  const timer = setTimeout(() => sockets.clients.forEach((socket) => socket.terminate()), graceMs);
  await new Promise<void>((resolve) => {
    const check = () => (sockets.clients.size === 0 ? resolve() : undefined);
    for (const socket of sockets.clients) socket.once('close', () => setImmediate(check));
    check();
  });
  clearTimeout(timer);
  sockets.close();
}
