import { AppError } from '@sangam/kit/errors/app-error';
import { SUBGRAPH_TIMEOUT } from '@sangam/kit/errors/codes';
import type { Viewer } from '@sangam/kit/authorization/viewer';
import type { Request, Response } from 'express';
import type { Gateway, GraphOperation } from '../gateway/gateway';
import type { Asker } from '../gateway/answer';
import type { RequestFacts } from '../session/viewer-source';
import { graphContext } from '../gateway/graph-context';
import { checkMethod, readGraphqlQuery, readGraphqlRequest } from './graphql-request';
import type { OperationGate, Refused } from './operation-gate';
import { refused } from './operation-gate';

export interface StreamAsked {
  readonly request: Request;
  readonly response: Response;
  readonly viewer: Viewer;
  readonly operation: GraphOperation;
}

export interface GraphqlHandlerOptions {
  readonly gate: OperationGate;
  readonly gateway: Gateway;
  readonly timeoutMs: number;
  /** Answers a subscription; refuses a client that does not take event streams. */
  readonly stream: (asked: StreamAsked) => Promise<void>;
  readonly factsOf: (request: Request) => RequestFacts;
  /** The viewer of a request; throws coded errors. */
  readonly viewerOf: (request: Request) => Promise<Viewer>;
}

const SPEC_TYPE = 'application/graphql-response+json';

/** GraphQL over HTTP: POST with JSON, GET for queries. One operation a request. */
export function graphqlHandler(options: GraphqlHandlerOptions) {
  return async (request: Request, response: Response): Promise<void> => {
    try {
      const asked = request.method === 'GET' ? readGraphqlQuery(request.query, request.headers) : readGraphqlRequest(request.body);
      const viewer = await options.viewerOf(request);
      const admitted = await options.gate.admit(asked, viewer);
      if ('status' in admitted) return sendRefusal(request, response, admitted);
      checkMethod(request.method, admitted.kind);
      if (admitted.kind === 'subscription') return await options.stream({ request, response, viewer, operation: admitted.operation });
      const context = graphContext(viewer, request.get('idempotency-key') ?? null);
      const answer = await inTime(options.gateway.answer(admitted.operation, context), options.timeoutMs, viewer);
      send(request, response, { status: 200, headers: admitted.headers, answer });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      sendRefusal(request, response, refused([error], options.factsOf(request)));
    }
  };
}

/** A request that takes too long gets an answer; the work goes on and its result is dropped. */
async function inTime(work: string | Promise<string>, timeoutMs: number, asker: Asker): Promise<string> {
  if (typeof work === 'string') return work;
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(JSON.stringify({ errors: refused([new AppError(SUBGRAPH_TIMEOUT)], asker).errors })), timeoutMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** Sends an answer to a request that was not executed. */
export function sendRefusal(request: Request, response: Response, { status, headers, errors }: Refused): void {
  send(request, response, { status, headers, answer: JSON.stringify({ errors }) });
}

interface Sendable {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly answer: string;
}

/** Sends an answer as JSON. */
export function send(request: Request, response: Response, { status, headers, answer }: Sendable): void {
  const type = request.get('accept')?.includes(SPEC_TYPE) ? SPEC_TYPE : 'application/json';
  response.status(status).set({ ...headers, 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' }).end(answer);
}
