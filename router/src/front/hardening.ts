import type { Express } from 'express';
import type { Logger } from '@sangam/kit/observability/logger';
import { crossOrigin } from './cross-origin';
import { errorsAsJson, notFoundAsJson } from './json-errors';
import { requestIdOf } from './request-id';
import { securityHeaders } from './security-headers';
import { stripIdentity } from './strip-identity';

export interface FrontOptions {
  readonly corsOrigins: readonly string[];
  readonly trustedProxies: number;
}

/** What stands before every route: request id, headers that clients may not send, protective headers, CORS. */
export function hardenFront(app: Express, { corsOrigins, trustedProxies }: FrontOptions): void {
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', trustedProxies);
  app.use((request, response, next) => {
    stripIdentity(request, trustedProxies);
    response.setHeader('X-Request-ID', requestIdOf(request));
    next();
  });
  app.use(...securityHeaders(), crossOrigin(corsOrigins));
}

/** What stands behind every route: nothing found, and whatever went wrong, as coded JSON. */
export function closeFront(app: Express, log: Logger): void {
  app.use(notFoundAsJson());
  app.use(errorsAsJson(log));
}
