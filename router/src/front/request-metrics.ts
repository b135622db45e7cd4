import type { RequestHandler } from 'express';
import type { Metrics } from '@sangam/kit/observability/metrics';

const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Counts and times every request by the pattern of its route, never by its path: clients choose paths. */
export function measureRequests(metrics: Metrics): RequestHandler {
  const duration = metrics.histogram({ name: 'http_request_duration_seconds', help: 'Time to answer a request.', labels: ['method', 'route', 'status'], buckets: BUCKETS });
  const inFlight = metrics.gauge({ name: 'http_requests_in_flight', help: 'Requests being answered.' });
  return (request, response, next) => {
    const stop = duration.startTimer();
    inFlight.inc();
    response.once('close', () => {
      inFlight.dec();
      const route: unknown = request.route?.path;
      stop({ method: request.method, route: typeof route === 'string' ? `${request.baseUrl}${route}` : 'none', status: response.writableFinished ? String(response.statusCode) : 'aborted' });
    });
    next();
  };
}
