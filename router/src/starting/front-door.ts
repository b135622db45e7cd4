import type { IncomingMessage, RequestListener } from 'node:http';
import { kitSettings } from '@sangam/kit/settings/kit-settings';
import type { ProcessServices } from '@sangam/kit/running/open-process';
import express, { type Express } from 'express';
import type { Metrics } from '@sangam/kit/observability/metrics';
import { GRAPHQL_ROUTE, graphqlDoor } from '../front/graphql-door';
import { graphqlHandler, type AnsweringGraph } from '../front/graphql-handler';
import { closeFront, hardenFront } from '../front/hardening';
import { createProtection, type Step } from '../front/protection';
import { measureRequests, requestMeter } from '../front/request-metrics';
import { shedLoad, type LagMeter } from '../front/overload';
import { bearerToken, type RequestFacts, type ViewerSource } from '../session/viewer-source';
import type { TokenVerifier } from '../session/token-verifier';
import { routerSettings } from '../settings';
import { isSwitchedOn } from '../limits/limits';
import type { RateLimiter } from '../limits/rate-limiter';
import { graphiqlPage } from '../pages/graphiql';
import { createHealthRoutes } from '../pages/health';
import { mailboxPage } from '../pages/mailbox';
import { localMetricsPage } from '../pages/metrics';
import { securityTxtPage } from '../pages/security-txt';
import { healthSources } from './health-sources';
import type { GraphParts } from './graph-parts';
import { restErrors, restRoutes } from './rest-routes';

export interface FrontParts {
  readonly services: ProcessServices;
  readonly parts: GraphParts;
  readonly graph: AnsweringGraph;
  readonly limiter: RateLimiter;
  readonly metrics: Metrics;
  readonly lag: LagMeter;
  readonly viewers: ViewerSource;
  readonly verifier: TokenVerifier;
  readonly factsOf: (request: IncomingMessage) => RequestFacts;
  readonly state: { readonly stopping: boolean };
}

/** Of the product; `package.json` of the root. */
const VERSION = '0.1.0';

/** Everything that answers on the public port: the graph by itself, all else in the order in which it is asked. */
export function assembleFront(front: FrontParts): RequestListener {
  const { services, viewers, factsOf, graph } = front;
  const values = services.settings.of(routerSettings);
  const protect = createProtection({ corsOrigins: values.CORS_ORIGINS, trustedProxies: values.TRUST_PROXY });
  const meter = requestMeter(front.metrics);
  const closing = closeConnections(front.state);
  const shedding = isSwitchedOn(services.settings, 'OVERLOAD_PROTECTION') ? [shedLoad(front.lag)] : [];
  const app = express();
  hardenFront(app, protect, values.TRUST_PROXY);
  app.use(measureRequests(meter), closing);
  mountPages(app, front);
  app.use(...shedding, restRoutes({ ...front, viewerOf: (request) => viewers.viewerFor(bearerToken(request.headers.authorization), factsOf(request)) }), ...restErrors(services.log));
  closeFront(app, services.log);
  const measure: Step = (request, response, next) => (meter(request, response, () => GRAPHQL_ROUTE), next());
  return graphqlDoor({
    steps: [protect, measure, closing, ...shedding], others: app,
    answer: graphqlHandler({ graph: () => graph, viewers, factsOf, bodyLimit: values.BODY_LIMIT, timeoutMs: values.REQUEST_TIMEOUT, log: services.log }),
  });
}

/** A kept connection would hold up the end of the process. */
function closeConnections(state: FrontParts['state']): Step {
  return (_request, response, next) => {
    if (state.stopping) response.setHeader('connection', 'close');
    next();
  };
}

/** What needs no viewer and is answered also when the rest is overloaded. */
function mountPages(app: Express, { services, parts, verifier, metrics, state }: FrontParts): void {
  const { settings, clock, mailer } = services;
  const { SECURITY_CONTACT, METRICS_PORT } = settings.of(routerSettings);
  app.get('/.well-known/jwks.json', async (_request, response) => {
    response.set('cache-control', 'public, max-age=300').json(await verifier.jwks());
  });
  app.use(createHealthRoutes({ name: 'Sangam', version: VERSION, ...healthSources(services, parts, () => !state.stopping) }));
  if (SECURITY_CONTACT) app.use(securityTxtPage(SECURITY_CONTACT, clock));
  if (METRICS_PORT === 0) app.get('/metrics', localMetricsPage(metrics));
  if (isSwitchedOn(settings, 'GRAPHIQL')) app.use(graphiqlPage());
  if (mailer?.sent && settings.of(kitSettings).NODE_ENV !== 'production') app.use(mailboxPage(() => mailer.sent?.() ?? Promise.resolve([])));
}
