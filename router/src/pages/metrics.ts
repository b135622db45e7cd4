import { createServer, type Server } from 'node:http';
import type { RequestHandler } from 'express';
import type { Metrics } from '@sangam/kit/observability/metrics';
import { isLocalCaller } from '../front/client-address';

/** `/metrics` on the public port, for a collector on the same machine; for everybody else there is no such page. */
export function localMetricsPage(metrics: Metrics): RequestHandler {
  return async (request, response, next) => {
    if (!isLocalCaller(request)) return next();
    response.set('Content-Type', metrics.contentType).send(await metrics.text());
  };
}

/** A server that answers `/metrics` only, for a port that the outside cannot reach. */
export function createMetricsServer(metrics: Metrics): Server {
  return createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    metrics.text().then(
      (text) => response.writeHead(200, { 'Content-Type': metrics.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
}
