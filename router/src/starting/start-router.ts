import type { IncomingMessage } from 'node:http';
import { newId } from '@sangam/kit/ids/new-id';
import type { DocumentNode } from 'graphql';
import { requestFacts } from '../front/request-facts';
import type { GraphAnswer } from '../gateway/answer';
import { graphContext } from '../gateway/graph-context';
import { socketLimits } from '../limits/limits';
import { routerSettings } from '../settings';
import { SocketSessions } from '../subscriptions/socket-sessions';
import { streamAnswerer } from '../subscriptions/subscription-streams';
import { assembleFront } from './front-door';
import { openGraph, type OpenGraphOptions } from './open-graph';
import { openPublicPort } from './public-port';

export interface StartedRouter {
  readonly url: string;
  readonly port: number;
  /** Runs a document of our own as whoever the token belongs to, without limits. */
  execute(document: DocumentNode, variables: Record<string, unknown>, token: string | null): Promise<GraphAnswer>;
  /** Finishes what is under way, tells streams to come back elsewhere, ends. */
  stop(): Promise<void>;
}

export interface StartRouterOptions extends OpenGraphOptions {
  /** How often open sockets are asked whether their session lives, milliseconds. Default 5,000: the bound that holds without the bus. */
  readonly sessionCheckMs?: number;
}

const SESSION_CHECK_MS = 5_000;

/** Puts the one public port in front of the graph. */
export async function startRouter(options: StartRouterOptions): Promise<StartedRouter> {
  const { services, parts } = options;
  const { settings, log, clock } = services;
  const { TRUST_PROXY } = settings.of(routerSettings);
  const graph = await openGraph(options);
  const factsOf = (request: IncomingMessage) => requestFacts(request, TRUST_PROXY);
  const sessions = new SocketSessions(() => clock.now());
  const stream = streamAnswerer({ ...graph, sessions, factsOf, perUser: socketLimits(settings).socketsPerUser });
  const leaveChanges = graph.sessions.onChange((change) => sessions.changed(change));
  const checking = setInterval(() => sessions.checkAll(), options.sessionCheckMs ?? SESSION_CHECK_MS);
  const port = await openPublicPort({
    settings, log, sessions, factsOf, viewers: graph.viewers, graph: () => graph,
    front: (state) => assembleFront({ ...graph, ...state, services, parts, graph: { ...graph, stream }, factsOf }),
  });
  return {
    port: port.port, url: port.url,
    async execute(document, variables, token) {
      const viewer = await graph.viewers.viewerFor(token, { requestId: newId(), ip: '127.0.0.1', locale: 'en', deviceId: null, userAgent: null });
      return graph.gateway.run({ document, variables }, graphContext(viewer));
    },
    async stop() {
      const stopped = port.stop();
      clearInterval(checking);
      leaveChanges();
      await stopped;
      await graph.close();
    },
  };
}
