import type { IncomingHttpHeaders } from 'node:http';
import { LocalCalls } from '@sangam/kit/calls/local-calls';
import { DEFAULT_BODY_LIMIT, handleRoute } from '@sangam/kit/http/handle-route';
import { compileRoutes } from '@sangam/kit/http/match-route';
import { consumersFrom } from '@sangam/kit/running/run-alone';
import type { SubgraphDefinition } from '@sangam/kit/running/define-subgraph';
import { mailerOf, type ProcessServices } from '@sangam/kit/running/open-process';
import { startSubgraph, type StartedSubgraph } from '@sangam/kit/running/start-subgraph';
import { kitSettings } from '@sangam/kit/settings/kit-settings';
import { LocalSource } from '../gateway/local-source';
import { LocalUpstream } from '../subscriptions/upstream';
import type { Contract } from './contract';
import type { GraphParts, RestTarget, SubgraphHealth } from './graph-parts';

export interface LocalParts extends GraphParts {
  readonly subgraphs: ReadonlyMap<string, StartedSubgraph>;
}

export interface LocalPartsOptions {
  readonly definitions: readonly SubgraphDefinition[];
  readonly services: ProcessServices;
  readonly contract: Contract;
  /** Whether workers run by themselves. */
  readonly work: boolean;
}

/** Starts subgraphs in this process and reaches them without network. */
export async function startLocalParts({ definitions, services, contract, work }: LocalPartsOptions): Promise<LocalParts> {
  const { settings, clock, log, live, egress } = services;
  const mailer = mailerOf(services);
  const subgraphs = new Map<string, StartedSubgraph>();
  const calls = new LocalCalls({ subgraphs, log, timeoutMs: settings.of(kitSettings).SUBGRAPH_TIMEOUT });
  const host = { settings, clock, log, live, mailer, egress, calls, consumersOf: consumersFrom(contract.consumers), inBuild: definitions.map(({ name }) => name), migrate: true, work };
  const stop = async (): Promise<void> => {
    await Promise.all([...subgraphs.values()].map((subgraph) => subgraph.stop()));
  };
  try {
    for (const definition of definitions) subgraphs.set(definition.name, await startSubgraph(definition, host));
  } catch (error) {
    await stop();
    throw error;
  }
  const running = [...subgraphs.values()];
  return {
    subgraphs, calls, stop,
    sources: new Map(running.map((subgraph) => [subgraph.name, new LocalSource(subgraph, log, contract.viewFacts.get(subgraph.name))])),
    upstreams: new Map(running.map((subgraph) => [subgraph.name, new LocalUpstream(subgraph, log)])),
    route: localRoutes(running, services),
    health: () => Promise.all(running.map((subgraph) => healthOf(subgraph))),
  };
}

function localRoutes(running: readonly StartedSubgraph[], { log }: ProcessServices): GraphParts['route'] {
  const owned = running.flatMap((subgraph) => subgraph.routes.map((route) => ({ ...route, subgraph })));
  const match = compileRoutes(owned);
  return (method, path): RestTarget | undefined => {
    const found = match(method, path);
    if (!found) return undefined;
    const { subgraph, ...route } = found.route;
    return {
      name: `${route.method} ${route.path}`, rate: route.rate, bodyLimit: route.bodyLimit ?? DEFAULT_BODY_LIMIT, ...(route.signedIn && { signedIn: true as const }),
      answer: ({ viewer, url, headers, rawBody }) => {
        const context = subgraph.context({ viewer, caller: 'router', requestId: viewer.requestId, idempotencyKey: idempotencyKeyOf(headers) });
        return handleRoute({ match: { route, params: found.params }, context, url, headers, rawBody, log });
      },
    };
  };
}

export function idempotencyKeyOf(headers: IncomingHttpHeaders): string | null {
  const value = headers['idempotency-key'];
  return typeof value === 'string' && value.length > 0 ? value : null;
}

async function healthOf(subgraph: StartedSubgraph): Promise<SubgraphHealth> {
  const asked = performance.now();
  const { status } = await subgraph.health();
  return { name: subgraph.name, status, latencyMs: Math.round(performance.now() - asked) };
}
