import type { IncomingHttpHeaders } from 'node:http';
import type { SignedAnswer, SignedClient, SignedRequest } from '@sangam/kit/calls/signed-client';
import { AppError } from '@sangam/kit/errors/app-error';
import { errorAnswer } from '@sangam/kit/http/handle-route';
import type { RouteAnswer } from '@sangam/kit/http/define-route';
import type { Logger } from '@sangam/kit/observability/logger';
import type { RestCall } from '../starting/graph-parts';
import { identityOf } from './remote-source';

/** They belong to one connection (RFC 9110, 7.6.1), or are made anew for the next. */
const OF_THE_CONNECTION =
  /^(connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|expect|host|content-length|accept-encoding|x-service-signature|x-viewer|x-request-id|date)$/;

/** Hands a REST request on to the process of its subgraph: the exact bytes, signed. */
export async function forwardRoute(client: SignedClient, call: RestCall, log: Logger): Promise<RouteAnswer> {
  const { viewer, headers, rawBody } = call;
  const key = headers['idempotency-key'];
  const identity = identityOf({ viewer, requestId: viewer.requestId, idempotencyKey: typeof key === 'string' && key !== '' ? key : null });
  try {
    const method = call.method as SignedRequest['method'];
    return await client.send({ method, path: call.url, body: rawBody, identity, headers: passedOn(headers) }, readRouteAnswer);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return errorAnswer(error, viewer.requestId, log);
  }
}

function readRouteAnswer({ status, headers, body }: SignedAnswer): RouteAnswer {
  return { status, headers: passedOn(headers), body };
}

function passedOn(headers: IncomingHttpHeaders | SignedAnswer['headers']): Record<string, string> {
  const kept = Object.entries(headers).filter(([name, value]) => value !== undefined && !OF_THE_CONNECTION.test(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : String(value)]));
}
