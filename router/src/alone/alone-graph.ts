import type { IncomingMessage } from 'node:http';
import type { Clock } from '@sangam/kit/clock/clock';
import type { Logger } from '@sangam/kit/observability/logger';
import { kitSettings } from '@sangam/kit/settings/kit-settings';
import type { Settings } from '@sangam/kit/settings/settings';
import type { AnsweringGraph } from '../front/graphql-handler';
import { startGateway, type Gateway } from '../gateway/gateway';
import { queryLimits, socketLimits } from '../limits/limits';
import type { RateLimiter } from '../limits/rate-limiter';
import { RemoteSubscriptions } from '../remote/remote-subscription';
import type { RequestFacts, ViewerSource } from '../session/viewer-source';
import { openGate } from '../starting/open-gate';
import type { SocketGraph } from '../subscriptions/socket-server';
import type { SocketSessions } from '../subscriptions/socket-sessions';
import { streamAnswerer } from '../subscriptions/subscription-streams';
import { Subscriptions } from '../subscriptions/subscriptions';
import type { Upstream } from '../subscriptions/upstream';
import { PlainSource } from './plain-source';
import { PlainSubscriptions } from './plain-subscriptions';
import { readSupergraphText, supergraphFailure, type JoinedSubgraph } from './supergraph-text';

/** What graphs that follow one another share. */
export interface Surroundings {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Logger;
  readonly limiter: RateLimiter;
  readonly sessions: SocketSessions;
  readonly viewers: ViewerSource;
  readonly factsOf: (request: IncomingMessage) => RequestFacts;
  /** Plans in this process, in tests. */
  readonly planHere?: boolean;
}

/** One supergraph that is served. */
export interface AloneGraph extends AnsweringGraph, SocketGraph {
  /** Lets its planner go. Connections to subgraphs end by themselves when nobody uses them any more. */
  leave(): void;
  /** Ends the connections too. */
  close(): Promise<void>;
}

/** @throws StartError for a supergraph that cannot be served, naming what is not supported */
export function openAloneGraph(sdl: string, surroundings: Surroundings): AloneGraph {
  const { settings, limiter, log, sessions, viewers, factsOf } = surroundings;
  const { subgraphs } = readSupergraphText(sdl);
  const sources = new Map(subgraphs.map((subgraph) => [subgraph.name, new PlainSource({ ...reach(surroundings), ...subgraph })]));
  const maxErrors = queryLimits(settings).errors;
  const gateway = opened(() => startGateway({ supergraphSdl: sdl, sources, knownPlans: { supergraph: '', plans: {} }, planHere: surroundings.planHere ?? false, log, maxErrors }));
  const gate = openGate({ settings, limiter, ruleFacts: new Map(), apiSchema: gateway.apiSchema });
  const upstreams = new Map(subgraphs.map((subgraph) => [subgraph.name, upstreamOf(subgraph, surroundings)]));
  const subscriptions = new Subscriptions({ gateway, upstreams, log, maxErrors });
  const stream = streamAnswerer({ subscriptions, sessions, viewers, factsOf, perUser: socketLimits(settings).socketsPerUser });
  return {
    gate, gateway, subscriptions, stream,
    leave: () => gateway.stop(),
    async close() {
      gateway.stop();
      await Promise.all([...sources.values()].map((source) => source.close()));
      await Promise.all([...upstreams.values()].map((upstream) => (upstream instanceof RemoteSubscriptions ? upstream.close() : undefined)));
    },
  };
}

function opened(open: () => Gateway): Gateway {
  try {
    return open();
  } catch (error) {
    throw supergraphFailure(error);
  }
}

function reach({ settings, clock, log }: Surroundings) {
  const { SERVICE_KEYS: keys, SUBGRAPH_TIMEOUT: timeoutMs } = settings.of(kitSettings);
  return { keys, timeoutMs, clock, log };
}

/** Subgraphs that know our keys also know our way of opening streams. */
function upstreamOf({ name, url }: JoinedSubgraph, surroundings: Surroundings): Upstream {
  const { keys, timeoutMs, clock, log } = reach(surroundings);
  return keys.length === 0 ? new PlainSubscriptions({ name, url, timeoutMs, log }) : new RemoteSubscriptions({ target: name, url: url.href.replace(/\/graphql$/, ''), keys, clock, log });
}
