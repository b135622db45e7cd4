import type { IncomingHttpHeaders } from 'node:http';
import type { Viewer } from '@sangam/kit/authorization/viewer';
import { SIGNATURE_HEADER } from '@sangam/kit/calls/signing';
import { AppError } from '@sangam/kit/errors/app-error';
import { BAD_REQUEST, NOT_FOUND, RATE_LIMITED, UNAUTHENTICATED } from '@sangam/kit/errors/codes';
import { CLAIMED_SIGNATURE_HEADER, errorAnswer, writeRouteAnswer } from '@sangam/kit/http/handle-route';
import { readBody } from '@sangam/kit/http/read-body';
import type { Logger } from '@sangam/kit/observability/logger';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { requestIdOf } from '../front/request-id';
import { claimedHeaders } from '../front/strip-identity';
import type { RateLimiter } from '../limits/rate-limiter';
import type { GraphParts, RestTarget } from './graph-parts';

export interface RestOptions {
  readonly parts: Pick<GraphParts, 'route'>;
  readonly limiter: RateLimiter;
  /** The viewer of a request; throws coded errors. */
  readonly viewerOf: (request: Request) => Viewer | Promise<Viewer>;
}

/** Hands requests for the subgraphs' REST shims on with their exact bytes. What it throws is answered by `restErrors`. */
export function restRoutes({ parts, limiter, viewerOf }: RestOptions): RequestHandler {
  return async (request, response, next) => {
    const target = parts.route(request.method, request.path);
    if (!target) return next();
    const viewer = await viewerOf(request);
    if (target.signedIn && viewer.userId === null) throw new AppError(UNAUTHENTICATED);
    await count(limiter, target, { viewer, response });
    const rawBody = await readBody(request, target.bodyLimit);
    writeRouteAnswer(response, await target.answer({ method: request.method, url: request.originalUrl, headers: headersOf(request), rawBody, viewer }));
  };
}

/** A service outside may claim to have signed its request; whoever sends the header by which that travels on claims nothing. */
function headersOf(request: Request): IncomingHttpHeaders {
  const { [CLAIMED_SIGNATURE_HEADER]: _sent, ...headers } = request.headers;
  const claimed = claimedHeaders(request)[SIGNATURE_HEADER];
  return claimed === undefined ? headers : { ...headers, [CLAIMED_SIGNATURE_HEADER]: claimed };
}

async function count(limiter: RateLimiter, { name, rate }: RestTarget, { viewer, response }: { readonly viewer: Viewer; readonly response: Response }): Promise<void> {
  if (!rate) return;
  const { allowed, headers } = await limiter.consume({ viewer, rootFields: [], route: { name, rate }, isAdmin: viewer.platformRoles.includes('ADMIN') });
  response.set(headers);
  if (!allowed) throw new AppError(RATE_LIMITED, { retryAfter: Number(headers['Retry-After'] ?? 1) });
}

/** The one path whose errors have the shape of GraphQL. */
const GRAPHQL = '/graphql';

/** Everywhere but at `/graphql`: nothing found, and whatever went wrong, as `{ error: { code, message, details } }`. */
export function restErrors(log: Logger): [RequestHandler, ErrorRequestHandler] {
  const answer = (error: unknown, request: Request, response: Response) => writeRouteAnswer(response, errorAnswer(error, requestIdOf(request), log));
  return [
    (request, response, next) => (request.path === GRAPHQL ? next() : answer(new AppError(NOT_FOUND), request, response)),
    (error: unknown, request, response, next) => (request.path === GRAPHQL || response.headersSent ? next(error) : answer(coded(error), request, response)),
  ];
}

/** Express marks the client's mistakes, such as a path that cannot be decoded, with a status below 500. */
function coded(error: unknown): unknown {
  const { status } = (error ?? {}) as { readonly status?: unknown };
  if (error instanceof AppError || typeof status !== 'number' || status < 400 || status >= 500) return error;
  return new AppError(status === 404 ? NOT_FOUND : BAD_REQUEST);
}
