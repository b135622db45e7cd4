import type { IncomingMessage, RequestListener } from 'node:http';
import { SystemClock } from '@sangam/kit/clock/clock';
import type { Logger } from '@sangam/kit/observability/logger';
import { kitSettings } from '@sangam/kit/settings/kit-settings';
import type { Settings } from '@sangam/kit/settings/settings';
import type { Express } from 'express';
import { requestFacts } from '../front/request-facts';
import { isSwitchedOn, rateLimits } from '../limits/limits';
import { createRateLimiter } from '../limits/rate-limiter';
import { graphiqlPage } from '../pages/graphiql';
import { localMetricsPage } from '../pages/metrics';
import { openFront } from '../starting/open-front';
import { openPublicPort, type PortState } from '../starting/public-port';
import { routerSettings } from '../settings';
import { SocketSessions } from '../subscriptions/socket-sessions';
import { openAloneGraph, type AloneGraph, type Surroundings } from './alone-graph';
import { aloneSettings } from './alone.settings';
import { ClientHeaders } from './client-headers';
import { SupergraphFile } from './supergraph-file';

/** What a router alone reads. */
export const SETTINGS_ALONE = [kitSettings, routerSettings, aloneSettings];

export interface AloneOptions {
  /** Path of the supergraph. */
  readonly file: string;
  readonly settings: Settings;
  readonly log: Logger;
  /** Plans in this process, in tests. */
  readonly planHere?: boolean;
}

export interface StartedAlone {
  readonly url: string;
  /** Whether /graphiql is served. */
  readonly graphiql: boolean;
  /** Finishes what is under way, ends streams, ends. */
  stop(): Promise<void>;
}

/** Serves a supergraph file with nothing of the product behind it. @throws StartError for a file that cannot be served */
export async function startAlone({ file, settings, log, planHere = false }: AloneOptions): Promise<StartedAlone> {
  const surroundings = surroundingsOf(settings, log, planHere);
  const { viewers, factsOf, sessions } = surroundings;
  const graphs = new FollowingGraphs(surroundings);
  const supergraph = new SupergraphFile({ path: file, log, take: (sdl) => graphs.follow(sdl) });
  supergraph.open();
  const port = await openPublicPort({
    settings, log, sessions, viewers, factsOf, graph: () => graphs.current,
    front: (state) => frontOf(state, { ...surroundings, graph: () => graphs.current }),
  });
  supergraph.watch();
  return {
    url: port.url, graphiql: isSwitchedOn(settings, 'GRAPHIQL'),
    async stop() {
      supergraph.stop();
      await port.stop();
      await graphs.close();
    },
  };
}

/** Of the supergraphs that follow one another the last: whoever has begun with one before ends with it. */
class FollowingGraphs {
  private served: AloneGraph | null = null;
  private readonly leaving = new Map<AloneGraph, NodeJS.Timeout>();

  constructor(private readonly surroundings: Surroundings) {}

  get current(): AloneGraph {
    if (!this.served) throw new Error('No supergraph is served yet.');
    return this.served;
  }

  /** @throws StartError for a supergraph that cannot be served; the one before stays. */
  follow(sdl: string): void {
    const before = this.served;
    this.served = openAloneGraph(sdl, this.surroundings);
    if (!before) return;
    const patience = this.surroundings.settings.of(routerSettings).REQUEST_TIMEOUT;
    this.leaving.set(before, setTimeout(() => this.leave(before), patience).unref());
  }

  async close(): Promise<void> {
    for (const [graph, timer] of this.leaving) {
      clearTimeout(timer);
      await graph.close();
    }
    await this.served?.close();
  }

  private leave(graph: AloneGraph): void {
    this.leaving.delete(graph);
    graph.leave();
  }
}

/** Nobody signs in here, so that the limit for those who have not does not apply; that of an address does. */
function surroundingsOf(settings: Settings, log: Logger, planHere: boolean): Surroundings {
  const { TRUST_PROXY } = settings.of(routerSettings);
  const clock = new SystemClock(settings.of(kitSettings).CLOCK_OFFSET);
  const limits = rateLimits(settings);
  const viewers = new ClientHeaders(settings.of(aloneSettings).FORWARD_HEADERS);
  return {
    settings, clock, log, planHere, viewers, sessions: new SocketSessions(() => clock.now()),
    limiter: createRateLimiter({ prefix: 'alone', limits: { ...limits, anonymousPerMinute: limits.ipPerMinute }, ruleFacts: new Map(), clock }),
    factsOf: (request: IncomingMessage) => viewers.factsOf(request, requestFacts(request, TRUST_PROXY)),
  };
}

function frontOf(port: PortState, front: Surroundings & { readonly graph: () => AloneGraph }): RequestListener {
  const { settings } = front;
  const mountPages = (app: Express): void => {
    app.get('/health/live', (_request, response) => void response.json({ status: 'ok' }));
    app.get('/health/ready', (_request, response) => void response.status(port.state.stopping ? 503 : 200).json({ status: port.state.stopping ? 'unavailable' : 'ok' }));
    if (settings.of(routerSettings).METRICS_PORT === 0) app.get('/metrics', localMetricsPage(port.metrics));
    if (isSwitchedOn(settings, 'GRAPHIQL')) app.use(graphiqlPage());
  };
  return openFront({ ...port, ...front, mountPages, routes: [] });
}
