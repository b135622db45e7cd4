import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { SIGNATURE_HEADER } from '../calls/signing';
import { AppError } from '../errors/app-error';
import { INTERNAL_SERVER_ERROR, PAYLOAD_TOO_LARGE, UNAUTHENTICATED, errorCode } from '../errors/codes';
import { maskError } from '../errors/mask-error';
import type { Logger } from '../observability/logger';
import type { SubgraphContext } from '../running/context';
import type { RouteAnswer, RouteDefinition } from './define-route';
import type { RouteMatch } from './match-route';

/** Bytes that a route accepts unless it says otherwise. */
export const DEFAULT_BODY_LIMIT = 204_800;

export interface RouteCall {
  readonly match: RouteMatch<RouteDefinition>;
  readonly context: SubgraphContext;
  /** Path with its query string. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly rawBody: Buffer;
  readonly log: Pick<Logger, 'error'>;
}

/** Whose they are is established by the router; what a client claims about itself reaches no handler. */
const IDENTITY_HEADERS = /^x-(viewer|user-id|org-id|role|caller|forwarded-.*)$/;

/** How `X-Service-Signature` of an outside service reaches a route: between router and subgraph the name is taken by their own. */
export const CLAIMED_SIGNATURE_HEADER = 'x-claimed-signature';

/** Runs a REST shim in whichever process it lives and turns errors into `{ error: { code, message, details } }`. */
export async function handleRoute({ match, context, url, headers, rawBody, log }: RouteCall): Promise<RouteAnswer> {
  try {
    if (match.route.signedIn && context.viewer.userId === null) throw new AppError(UNAUTHENTICATED);
    if (rawBody.length > (match.route.bodyLimit ?? DEFAULT_BODY_LIMIT)) throw new AppError(PAYLOAD_TOO_LARGE);
    const { path, query } = splitUrl(url);
    return await match.route.handle(context, {
      method: match.route.method, path, url, params: match.params, query: Object.fromEntries(new URLSearchParams(query)), headers: plainHeaders(headers), rawBody,
    });
  } catch (error) {
    return errorAnswer(error, context.requestId, log);
  }
}

/** The answer of a refused or failed REST request, with the status of its code. */
export function errorAnswer(error: unknown, requestId: string, log: Pick<Logger, 'error'>): RouteAnswer {
  const { message, extensions } = maskError(error, { requestId, log });
  const { code, ...details } = extensions ?? {};
  const known = error instanceof AppError ? error.definition : errorCode(String(code));
  const retryAfter = details.retryAfter;
  return {
    status: (known ?? INTERNAL_SERVER_ERROR).status,
    ...(typeof retryAfter === 'number' && { headers: { 'retry-after': String(Math.ceil(retryAfter)) } }),
    body: { error: { code, message, details } },
  };
}

/** Sends a route's answer; objects as JSON, text as it is. */
export function writeRouteAnswer(response: ServerResponse, answer: RouteAnswer): void {
  const { body } = answer;
  const json = body !== undefined && typeof body !== 'string' && !Buffer.isBuffer(body);
  response.statusCode = answer.status;
  response.setHeader('cache-control', 'no-store');
  response.setHeader('x-content-type-options', 'nosniff');
  if (json) response.setHeader('content-type', 'application/json; charset=utf-8');
  else if (typeof body === 'string') response.setHeader('content-type', 'text/plain; charset=utf-8');
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  response.end(json ? JSON.stringify(body) : body);
}

/** Path and query string of a request line. Not by `URL`, which takes `//host/path` for another host. */
export function splitUrl(url: string): { readonly path: string; readonly query: string } {
  const mark = url.indexOf('?');
  return mark < 0 ? { path: url, query: '' } : { path: url.slice(0, mark), query: url.slice(mark + 1) };
}

const SIGNATURES: readonly string[] = [SIGNATURE_HEADER, CLAIMED_SIGNATURE_HEADER];

function plainHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !IDENTITY_HEADERS.test(name) && !SIGNATURES.includes(name)) plain[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  const claimed = headers[CLAIMED_SIGNATURE_HEADER];
  if (typeof claimed === 'string') plain[SIGNATURE_HEADER] = claimed;
  return plain;
}
