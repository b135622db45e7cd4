import type { IncomingMessage } from 'node:http';
import { readBody } from '@sangam/kit/http/read-body';
import { writeRouteAnswer } from '@sangam/kit/http/handle-route';
import { AppError } from '@sangam/kit/errors/app-error';
import type { ProcessServices } from '@sangam/kit/running/open-process';
import type { Express, NextFunction, Request, Response } from 'express';
import { graphqlHandler } from '../front/graphql-handler';
import { closeFront, hardenFront } from '../front/hardening';
import { jsonBody } from '../front/json-body';
import { refused, type OperationGate } from '../front/operation-gate';
import type { Gateway } from '../gateway/gateway';
import { bearerToken, type RequestFacts, type ViewerSource } from '../session/viewer-source';
import type { TokenVerifier } from '../session/token-verifier';
import { routerSettings } from '../settings';
import type { Subscriptions } from '../subscriptions/subscriptions';
import type { Contract } from './contract';
import type { GraphParts } from './graph-parts';

export interface FrontParts {
  readonly services: ProcessServices;
  readonly parts: GraphParts;
  readonly contract: Contract;
  readonly gateway: Gateway;
  readonly gate: OperationGate;
  readonly subscriptions: Subscriptions;
  readonly viewers: ViewerSource;
  readonly verifier: TokenVerifier;
  readonly factsOf: (request: IncomingMessage) => RequestFacts;
  readonly state: { readonly stopping: boolean };
}

/** Everything that answers on the public port, in the order in which it is asked. */
export function assembleFront(app: Express, front: FrontParts): Express {
  const { services, gateway, gate, viewers, factsOf } = front;
  const values = services.settings.of(routerSettings);
  const viewerOf = (request: Request) => viewers.viewerFor(bearerToken(request.get('authorization')), factsOf(request));
  hardenFront(app, { corsOrigins: values.CORS_ORIGINS, trustedProxies: values.TRUST_PROXY });
  app.get('/.well-known/jwks.json', async (_request, response) => {
    response.set('cache-control', 'public, max-age=300').json(await front.verifier.jwks());
  });
  app.use(restRoutes(front, viewerOf));
  app.post('/graphql', jsonBody(values.BODY_LIMIT));
  app.all('/graphql', graphqlHandler({ gate, gateway, timeoutMs: values.REQUEST_TIMEOUT, viewerOf }));
  closeFront(app, services.log);
  return app;
}

/** Hands requests for the subgraphs' REST shims on with their exact bytes. */
function restRoutes({ parts, factsOf }: FrontParts, viewerOf: (request: Request) => ReturnType<ViewerSource['viewerFor']>) {
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    const target = parts.route(request.method, request.path);
    if (!target) return next();
    try {
      const viewer = await viewerOf(request);
      const rawBody = await readBody(request, target.bodyLimit);
      writeRouteAnswer(response, await target.answer({ method: request.method, url: request.originalUrl, headers: request.headers, rawBody, viewer }));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const { status, errors } = refused([error], factsOf(request).requestId);
      writeRouteAnswer(response, { status, body: { error: { code: error.definition.code, message: error.message, details: errors[0]?.extensions ?? {} } } });
    }
  };
}
