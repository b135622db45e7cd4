import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '@sangam/kit/errors/app-error';
import { METHOD_NOT_ALLOWED } from '@sangam/kit/errors/codes';
import { maskError } from '@sangam/kit/errors/mask-error';
import type { Logger } from '@sangam/kit/observability/logger';
import { publicError } from '../gateway/answer';
import type { RequestFacts } from '../session/viewer-source';
import type { MediaType } from './media-type';
import { refused, type Refused } from './operation-gate';

/** A request to the graph while it is answered. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly facts: RequestFacts;
  /** Of the answer. */
  readonly mediaType: MediaType;
}

export interface Sendable {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly answer: string;
}

/** Sends an answer. */
export function send({ response, mediaType }: Exchange, { status, headers, answer }: Sendable): void {
  response.writeHead(status, { ...headers, 'content-type': `${mediaType}; charset=utf-8`, 'content-length': Buffer.byteLength(answer) });
  response.end(answer);
}

/** Sends an answer to a request that was not executed. */
export function sendRefusal(exchange: Exchange, { status, headers, errors }: Refused): void {
  const allow = status === METHOD_NOT_ALLOWED.status && { allow: exchange.request.method === 'GET' ? 'POST' : 'GET, POST' };
  send(exchange, { status, headers: { ...headers, ...allow }, answer: JSON.stringify({ errors }) });
}

/** Answers whatever went wrong: a refusal as itself, a fault of ours without what it was. */
export function sendFailure(exchange: Exchange, error: unknown, log: Logger): void {
  const { response, facts } = exchange;
  if (response.headersSent) return void response.destroy();
  if (error instanceof AppError) return sendRefusal(exchange, refused([error], facts));
  const { requestId } = facts;
  send(exchange, { status: 500, headers: {}, answer: JSON.stringify({ errors: [publicError(maskError(error, { requestId, log }), facts)] }) });
}
