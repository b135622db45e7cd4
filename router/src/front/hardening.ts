import type { Express } from 'express';
import type { Logger } from '@sangam/kit/observability/logger';
import { errorsAsJson, notFoundAsJson } from './json-errors';
import type { Step } from './protection';

/** Puts the protection before every route. */
export function hardenFront(app: Express, protect: Step, trustedProxies: number): void {
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', trustedProxies);
  app.use(protect);
}

/** What stands behind every route: nothing found, and whatever went wrong, as coded JSON. */
export function closeFront(app: Express, log: Logger): void {
  app.use(notFoundAsJson());
  app.use(errorsAsJson(log));
}
