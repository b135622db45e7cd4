import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import type { Metrics } from '@sangam/kit/observability/metrics';

const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Counts and times a request until its answer is gone. `routeOf` is asked then for the pattern of its route. */
export type RequestMeter = (request: IncomingMessage, response: ServerResponse, routeOf: () => string) => void;

/** By the pattern of the route, never by the path: clients choose paths. */
export function requestMeter(metrics: Metrics): RequestMeter {
  const duration = metrics.histogram({ name: 'http_request_duration_seconds', help: 'Time to answer a request.', labels: ['method', 'route', 'status'], buckets: BUCKETS });
  const inFlight = metrics.gauge({ name: 'http_requests_in_flight', help: 'Requests being answered.' });
  return (request, response, routeOf) => {
    const startedAt = performance.now();
    inFlight.inc();
    response.once('close', () => {
      inFlight.dec();
      const status = response.writableFinished ? String(response.statusCode) : 'aborted';
      duration.observe({ method: request.method ?? '', route: routeOf(), status }, (performance.now() - startedAt) / 1_000);
    });
  };
}

/** The same for every route of the web framework. */
export function measureRequests(meter: RequestMeter): RequestHandler {
  return (request, response, next) => {
    meter(request, response, () => {
      const route: unknown = request.route?.path;
      return typeof route === 'string' ? `${request.baseUrl}${route}` : 'none';
    });
    next();
  };
}
