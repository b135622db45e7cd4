import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { crossOrigin } from './cross-origin';
import { requestIdOf } from './request-id';
import { isSecure, protectiveHeaders, TLS_HEADERS } from './security-headers';
import { stripIdentity } from './strip-identity';

export interface ProtectionOptions {
  readonly corsOrigins: readonly string[];
  readonly trustedProxies: number;
}

/** A step in front of an answer; either it answers itself or it goes on. */
export type Step = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/**
 * What stands before every answer, with and without the web framework: request id, headers that clients may not send,
 * protective headers, CORS. Headers that are the same for everybody are worked out once.
 */
export function createProtection({ corsOrigins, trustedProxies }: ProtectionOptions): Step {
  const cors = crossOrigin(corsOrigins);
  const protective = headersSetBy(protectiveHeaders);
  const [overTls, withoutOrigin] = [headersSetBy(TLS_HEADERS), headersSetBy(cors)];
  return (request, response, next) => {
    stripIdentity(request, trustedProxies);
    response.setHeader('X-Request-ID', requestIdOf(request));
    for (const [name, value] of protective) response.setHeader(name, value);
    if (isSecure(request, trustedProxies)) for (const [name, value] of overTls) response.setHeader(name, value);
    if (request.headers.origin !== undefined || request.method === 'OPTIONS') return cors(request, response, next);
    for (const [name, value] of withoutOrigin) response.setHeader(name, value);
    next();
  };
}

/** What a step sets on an answer to a request that says nothing. */
function headersSetBy(step: Step): readonly (readonly [name: string, value: string])[] {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  step(request, response, () => undefined);
  return Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]);
}
