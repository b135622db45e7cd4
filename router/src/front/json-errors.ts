import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { AppError } from '@sangam/kit/errors/app-error';
import { BAD_REQUEST, INTERNAL_SERVER_ERROR, NOT_FOUND, PAYLOAD_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, type ErrorCode } from '@sangam/kit/errors/codes';
import type { Logger } from '@sangam/kit/observability/logger';
import { requestIdOf } from './request-id';

/** What a refusal before execution looks like, for every client and every reason. */
export function errorBody(error: AppError | ErrorCode, requestId: string): { errors: { message: string; extensions: Record<string, unknown> }[] } {
  const details = error instanceof AppError ? error.extensions : { code: error.code };
  return { errors: [{ message: error.message, extensions: { ...details, requestId } }] };
}

/** Answers with a coded error and the status that the code stands for. */
export function sendError(response: ServerResponse<IncomingMessage>, error: AppError | ErrorCode, headers: Readonly<Record<string, string>> = {}): void {
  const { status } = error instanceof AppError ? error.definition : error;
  const body = JSON.stringify(errorBody(error, requestIdOf(response.req)));
  response.writeHead(status, { ...headers, 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) }).end(body);
}

/** The answer where nothing is. */
export function notFoundAsJson(): RequestHandler {
  return (_request, response) => sendError(response, NOT_FOUND);
}

/** The last handler: every error becomes a coded JSON body without internals; what is our fault is logged. */
export function errorsAsJson(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const refusal = error instanceof AppError ? error : codeOf(error);
    if (refusal === INTERNAL_SERVER_ERROR) log.error({ err: error, requestId: requestIdOf(request) }, 'A request failed.');
    if (response.headersSent) next(error);
    else sendError(response, refusal);
  };
}

const BODY_ERRORS: Readonly<Record<string, ErrorCode>> = {
  'entity.too.large': PAYLOAD_TOO_LARGE,
  'encoding.unsupported': UNSUPPORTED_MEDIA_TYPE,
  'charset.unsupported': UNSUPPORTED_MEDIA_TYPE,
};

/** Express and its body readers mark the client's mistakes with a status below 500. */
function codeOf(error: unknown): ErrorCode {
  const { type, status } = (error ?? {}) as { readonly type?: unknown; readonly status?: unknown };
  const known = typeof type === 'string' ? BODY_ERRORS[type] : undefined;
  if (known) return known;
  if (status === 404) return NOT_FOUND;
  return typeof status === 'number' && status >= 400 && status < 500 ? BAD_REQUEST : INTERNAL_SERVER_ERROR;
}
