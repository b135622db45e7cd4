import type { IncomingMessage, RequestListener } from 'node:http';
import type { Logger } from '@sangam/kit/observability/logger';
import type { Settings } from '@sangam/kit/settings/settings';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { GRAPHQL_ROUTE, graphqlDoor } from '../front/graphql-door';
import { graphqlHandler, type AnsweringGraph } from '../front/graphql-handler';
import { closeFront, hardenFront } from '../front/hardening';
import { shedLoad } from '../front/overload';
import { createProtection, type Step } from '../front/protection';
import { measureRequests, requestMeter } from '../front/request-metrics';
import { isSwitchedOn } from '../limits/limits';
import type { RequestFacts, ViewerSource } from '../session/viewer-source';
import { routerSettings } from '../settings';
import type { PortState } from './public-port';

export interface OpenFrontOptions extends PortState {
  readonly settings: Settings;
  readonly log: Logger;
  /** The graph that new requests meet. */
  readonly graph: () => AnsweringGraph;
  readonly viewers: ViewerSource;
  readonly factsOf: (request: IncomingMessage) => RequestFacts;
  /** Mounts what is answered also when the rest is overloaded. */
  readonly mountPages: (app: Express) => void;
  readonly routes: readonly (RequestHandler | ErrorRequestHandler)[];
}

/** Everything that answers HTTP on the public port: the graph by itself, all else in the order in which it is asked. */
export function openFront({ settings, log, graph, viewers, factsOf, mountPages, routes, ...port }: OpenFrontOptions): RequestListener {
  const values = settings.of(routerSettings);
  const protect = createProtection({ corsOrigins: values.CORS_ORIGINS, trustedProxies: values.TRUST_PROXY });
  const meter = requestMeter(port.metrics);
  const closing = closeConnections(port.state);
  const shedding = isSwitchedOn(settings, 'OVERLOAD_PROTECTION') ? [shedLoad(port.lag)] : [];
  const app = express();
  hardenFront(app, protect, values.TRUST_PROXY);
  app.use(measureRequests(meter), closing);
  mountPages(app);
  for (const handler of [...shedding, ...routes]) app.use(handler);
  closeFront(app, log);
  const measure: Step = (request, response, next) => (meter(request, response, () => GRAPHQL_ROUTE), next());
  return graphqlDoor({
    steps: [protect, measure, closing, ...shedding], others: app,
    answer: graphqlHandler({ graph, viewers, factsOf, bodyLimit: values.BODY_LIMIT, timeoutMs: values.REQUEST_TIMEOUT, log }),
  });
}

/** A kept connection would hold up the end of the process. */
function closeConnections(state: PortState['state']): Step {
  return (_request, response, next) => {
    if (state.stopping) response.setHeader('connection', 'close');
    next();
  };
}
