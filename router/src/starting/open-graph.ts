import type { ProcessServices } from '@sangam/kit/running/open-process';
import { kitSettings } from '@sangam/kit/settings/kit-settings';
import type { OperationGate } from '../front/operation-gate';
import { startGateway, type Gateway } from '../gateway/gateway';
import { queryLimits, rateLimits } from '../limits/limits';
import { createRateLimiter, type RateLimiter } from '../limits/rate-limiter';
import { SessionViewers } from '../session/session-viewers';
import { TokenVerifier } from '../session/token-verifier';
import type { ViewerSource } from '../session/viewer-source';
import { Subscriptions } from '../subscriptions/subscriptions';
import type { Contract } from './contract';
import type { GraphParts } from './graph-parts';
import { openGate } from './open-gate';

export interface OpenGraphOptions {
  readonly services: ProcessServices;
  readonly parts: GraphParts;
  readonly contract: Contract;
  /** Stands in front of the sessions, in tests that need no identity. */
  readonly wrapViewers?: (sessions: ViewerSource) => ViewerSource;
  /** Plans unknown documents in this process instead of one of their own. */
  readonly planHere?: boolean;
  /** Hears the request id of each stream once its events will arrive. */
  readonly onStreamOpened?: (requestId: string) => void;
}

/** The graph behind the front door: who asks, whether they may, and who answers. */
export interface OpenGraph {
  readonly verifier: TokenVerifier;
  readonly sessions: SessionViewers;
  readonly viewers: ViewerSource;
  readonly gateway: Gateway;
  readonly gate: OperationGate;
  readonly limiter: RateLimiter;
  readonly subscriptions: Subscriptions;
  close(): Promise<void>;
}

export async function openGraph({ services, parts, contract, wrapViewers, planHere, onStreamOpened }: OpenGraphOptions): Promise<OpenGraph> {
  const { settings, log, clock, live, redis } = services;
  const { TOKEN_ISSUER: issuer, TOKEN_AUDIENCE: audience, REDIS_PREFIX: prefix } = settings.of(kitSettings);
  const { supergraphSdl, knownPlans, ruleFacts } = contract;
  const maxErrors = queryLimits(settings).errors;
  const verifier = new TokenVerifier({ calls: parts.calls, clock, issuer, audience });
  const sessions = new SessionViewers({ verifier, calls: parts.calls, live, clock });
  await sessions.start();
  const gateway = startGateway({ supergraphSdl, knownPlans, planHere, sources: parts.sources, log, maxErrors });
  const limiter = createRateLimiter({ ...(redis && { redis }), prefix, limits: rateLimits(settings), ruleFacts, clock });
  const gate = openGate({ settings, ruleFacts, limiter, apiSchema: gateway.apiSchema });
  return {
    verifier, sessions, gateway, gate, limiter,
    viewers: wrapViewers?.(sessions) ?? sessions,
    subscriptions: new Subscriptions({ gateway, upstreams: parts.upstreams, log, maxErrors, onOpened: onStreamOpened }),
    async close() {
      await sessions.stop();
      gateway.stop();
    },
  };
}
