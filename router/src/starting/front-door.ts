import type { IncomingMessage, RequestListener } from 'node:http';
import { kitSettings } from '@sangam/kit/settings/kit-settings';
import type { ProcessServices } from '@sangam/kit/running/open-process';
import type { Express, Request } from 'express';
import type { AnsweringGraph } from '../front/graphql-handler';
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
import { openFront } from './open-front';
import type { PortState } from './public-port';
import { restErrors, restRoutes } from './rest-routes';

export interface FrontParts extends PortState {
  readonly services: ProcessServices;
  readonly parts: GraphParts;
  readonly graph: AnsweringGraph;
  readonly limiter: RateLimiter;
  readonly viewers: ViewerSource;
  readonly verifier: TokenVerifier;
  readonly factsOf: (request: IncomingMessage) => RequestFacts;
}

/** Of the product; `package.json` of the root. */
const VERSION = '0.1.0';

/** The graph, the pages of the product and the REST shims of its subgraphs. */
export function assembleFront(front: FrontParts): RequestListener {
  const { services, viewers, factsOf, graph } = front;
  const viewerOf = (request: Request) => viewers.viewerFor(bearerToken(request.get('authorization')), factsOf(request));
  return openFront({
    ...front, settings: services.settings, log: services.log, graph: () => graph,
    mountPages: (app) => mountPages(app, front), routes: [restRoutes({ ...front, viewerOf }), ...restErrors(services.log)],
  });
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
