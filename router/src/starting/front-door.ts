import type { IncomingMessage } from 'node:http';
import { kitSettings } from '@sangam/kit/settings/kit-settings';
import type { ProcessServices } from '@sangam/kit/running/open-process';
import type { Express, Request } from 'express';
import type { Metrics } from '@sangam/kit/observability/metrics';
import { graphqlHandler, type StreamAsked } from '../front/graphql-handler';
import { closeFront, hardenFront } from '../front/hardening';
import { jsonBody } from '../front/json-body';
import { measureRequests } from '../front/request-metrics';
import { shedLoad, type LagMeter } from '../front/overload';
import type { OperationGate } from '../front/operation-gate';
import type { Gateway } from '../gateway/gateway';
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
  readonly gateway: Gateway;
  readonly gate: OperationGate;
  readonly limiter: RateLimiter;
  readonly stream: (asked: StreamAsked) => Promise<void>;
  readonly metrics: Metrics;
  readonly lag: LagMeter;
  readonly viewers: ViewerSource;
  readonly verifier: TokenVerifier;
  readonly factsOf: (request: IncomingMessage) => RequestFacts;
  readonly state: { readonly stopping: boolean };
}

/** Of the product; `package.json` of the root. */
const VERSION = '0.1.0';

/** Everything that answers on the public port, in the order in which it is asked. */
export function assembleFront(app: Express, front: FrontParts): Express {
  const { services, gateway, gate, viewers, factsOf } = front;
  const values = services.settings.of(routerSettings);
  const viewerOf = (request: Request) => viewers.viewerFor(bearerToken(request.get('authorization')), factsOf(request));
  hardenFront(app, { corsOrigins: values.CORS_ORIGINS, trustedProxies: values.TRUST_PROXY });
  app.use(measureRequests(front.metrics));
  // A kept connection would hold up the end of the process.
  app.use((_request, response, next) => {
    if (front.state.stopping) response.set('connection', 'close');
    next();
  });
  mountPages(app, front);
  if (isSwitchedOn(services.settings, 'OVERLOAD_PROTECTION')) app.use(shedLoad(front.lag));
  app.use(restRoutes({ ...front, viewerOf }));
  app.post('/graphql', jsonBody(values.BODY_LIMIT));
  app.all('/graphql', graphqlHandler({ gate, gateway, timeoutMs: values.REQUEST_TIMEOUT, viewerOf, factsOf, stream: front.stream }));
  app.use(...restErrors(services.log));
  closeFront(app, services.log);
  return app;
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
