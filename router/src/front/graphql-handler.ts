import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse as parseQuery } from 'node:querystring';
import { AppError } from '@sangam/kit/errors/app-error';
import { METHOD_NOT_ALLOWED, NOT_ACCEPTABLE, SUBGRAPH_TIMEOUT } from '@sangam/kit/errors/codes';
import type { Viewer } from '@sangam/kit/authorization/viewer';
import { splitUrl } from '@sangam/kit/http/handle-route';
import type { Logger } from '@sangam/kit/observability/logger';
import { isPromise } from '../execution/run';
import type { Gateway, GraphOperation } from '../gateway/gateway';
import { graphContext } from '../gateway/graph-context';
import { bearerToken, type RequestFacts, type ViewerSource } from '../session/viewer-source';
import { send, sendFailure, sendRefusal, type Exchange } from './exchange';
import { checkMethod, readGraphqlQuery, readGraphqlRequest, type GraphqlRequest } from './graphql-request';
import { readJson } from './json-body';
import { answerType } from './media-type';
import { refused, type Admitted, type OperationGate } from './operation-gate';

export interface StreamAsked {
  readonly exchange: Exchange;
  readonly viewer: Viewer;
  readonly operation: GraphOperation;
}

/** What a request is answered by; one and the same from its admission to its answer. */
export interface AnsweringGraph {
  readonly gate: OperationGate;
  readonly gateway: Gateway;
  /** Answers a subscription; refuses a client that does not take event streams. */
  readonly stream: (asked: StreamAsked) => Promise<void>;
}

export interface GraphqlHandlerOptions {
  /** The graph that new requests meet. */
  readonly graph: () => AnsweringGraph;
  readonly viewers: ViewerSource;
  readonly factsOf: (request: IncomingMessage) => RequestFacts;
  /** Bytes of a body, after decompression. */
  readonly bodyLimit: number;
  readonly timeoutMs: number;
  readonly log: Logger;
}

/** GraphQL over HTTP: POST with JSON, GET for queries. One operation a request. Answered at once where nothing has to be waited for. */
export function graphqlHandler(options: GraphqlHandlerOptions) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const mediaType = answerType(request.headers.accept);
    const exchange: Exchange = { request, response, facts: options.factsOf(request), mediaType: mediaType ?? 'application/json' };
    const refused = (error: unknown): void => sendFailure(exchange, error, options.log);
    const serve = (read: () => GraphqlRequest): void => {
      try {
        const working = answer(exchange, read(), options);
        if (working) working.catch(refused);
      } catch (error) {
        refused(error);
      }
    };
    if (mediaType === null) refused(new AppError(NOT_ACCEPTABLE));
    else if (request.method === 'GET') serve(() => readGraphqlQuery(parseQuery(splitUrl(request.url ?? '').query), request.headers));
    else if (request.method === 'POST') readJson(request, { limit: options.bodyLimit, refused, read: (body) => serve(() => readGraphqlRequest(body)) });
    else refused(new AppError(METHOD_NOT_ALLOWED));
  };
}

function answer(exchange: Exchange, asked: GraphqlRequest, options: GraphqlHandlerOptions): void | Promise<void> {
  const { headers } = exchange.request;
  return whenThere(options.viewers.viewerFor(bearerToken(headers.authorization), exchange.facts), (viewer) => {
    const graph = options.graph();
    return whenThere(graph.gate.admit(asked, viewer), (admitted) => {
      if ('status' in admitted) return sendRefusal(exchange, admitted);
      return run({ exchange, viewer, admitted, graph }, options.timeoutMs);
    });
  });
}

interface Running {
  readonly exchange: Exchange;
  readonly viewer: Viewer;
  readonly admitted: Admitted;
  readonly graph: AnsweringGraph;
}

function run({ exchange, viewer, admitted, graph }: Running, timeoutMs: number): void | Promise<void> {
  const { request } = exchange;
  const { operation, kind, headers } = admitted;
  checkMethod(request.method, kind);
  if (kind === 'subscription') return graph.stream({ exchange, viewer, operation });
  const work = graph.gateway.answer(operation, graphContext(viewer, idempotencyKeyOf(request)));
  const sendAnswer = (text: string): void => send(exchange, { status: 200, headers, answer: text });
  if (!isPromise(work)) return sendAnswer(work);
  // A request that takes too long gets an answer; the work goes on and its result is dropped.
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    sendAnswer(JSON.stringify({ errors: refused([new AppError(SUBGRAPH_TIMEOUT)], viewer).errors }));
  }, timeoutMs);
  return work.then((text) => {
    clearTimeout(timer);
    if (!late) sendAnswer(text);
  });
}

/** Goes on at once with what is there already. */
function whenThere<T>(value: T | Promise<T>, next: (value: T) => void | Promise<void>): void | Promise<void> {
  return isPromise(value) ? value.then(next) : next(value);
}

function idempotencyKeyOf({ headers }: IncomingMessage): string | null {
  const key = headers['idempotency-key'];
  return typeof key === 'string' ? key : null;
}
