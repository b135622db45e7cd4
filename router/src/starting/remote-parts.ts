import { anonymousViewer } from '@sangam/kit/authorization/viewer';
import { RemoteCalls } from '@sangam/kit/calls/remote-calls';
import { SignedClient } from '@sangam/kit/calls/signed-client';
import { DEFAULT_BODY_LIMIT } from '@sangam/kit/http/handle-route';
import { compileRoutes } from '@sangam/kit/http/match-route';
import { newId } from '@sangam/kit/ids/new-id';
import type { ProcessServices } from '@sangam/kit/running/open-process';
import { kitSettings } from '@sangam/kit/settings/kit-settings';
import type { Contract } from './contract';
import type { GraphParts, RestTarget, SubgraphHealth } from './graph-parts';
import { identityOf, RemoteSource } from '../remote/remote-source';
import { forwardRoute } from '../remote/remote-route';
import { RemoteSubscriptions } from '../remote/remote-subscription';

export interface RemotePartsOptions {
  /** Base address of each subgraph of the build. */
  readonly urls: ReadonlyMap<string, string>;
  readonly services: Pick<ProcessServices, 'settings' | 'clock' | 'log'>;
  readonly contract: Pick<Contract, 'routes' | 'viewFacts'>;
}

/** Reaches subgraphs that run in processes of their own. Nothing is connected before it is needed: a subgraph may be down. */
export function startRemoteParts({ urls, services, contract }: RemotePartsOptions): GraphParts {
  const { settings, clock, log } = services;
  const { SERVICE_KEYS: keys, SUBGRAPH_TIMEOUT: timeoutMs } = settings.of(kitSettings);
  const targets = [...urls].map(([target, url]) => ({ target, url, keys, clock, log, timeoutMs }));
  const clients = new Map(targets.map((target) => [target.target, new SignedClient(target)]));
  const upstreams = new Map(targets.map((target) => [target.target, new RemoteSubscriptions(target)]));
  const calls = new RemoteCalls({ targets: urls, keys, clock, log, timeoutMs });
  const match = compileRoutes(contract.routes.filter(({ subgraph }) => clients.has(subgraph)));
  return {
    calls, upstreams,
    sources: new Map([...clients].map(([name, client]) => [name, new RemoteSource(client, contract.viewFacts.get(name))])),
    route: (method, path): RestTarget | undefined => {
      const route = match(method, path)?.route;
      const client = route && clients.get(route.subgraph);
      if (!client) return undefined;
      const { method: verb, path: pattern, rate, bodyLimit = DEFAULT_BODY_LIMIT, signedIn } = route;
      return { name: `${verb} ${pattern}`, rate, bodyLimit, ...(signedIn && { signedIn }), answer: (call) => forwardRoute(client, call, log) };
    },
    health: () => Promise.all([...clients].map(([name, client]) => healthOf(name, client))),
    stop: async () => {
      await Promise.all([...upstreams.values()].map((upstream) => upstream.close()));
      await Promise.all([calls.close(), ...[...clients.values()].map((client) => client.close())]);
    },
  };
}

/** How long a health question may take, milliseconds: an operator's probe waits for it. */
const HEALTH_TIMEOUT = 1_000;

async function healthOf(name: string, client: SignedClient): Promise<SubgraphHealth> {
  const requestId = newId();
  const asked = performance.now();
  const identity = identityOf({ viewer: anonymousViewer(requestId, ''), requestId, idempotencyKey: null });
  const request = { method: 'GET', path: '/health/ready', body: '', identity, timeoutMs: HEALTH_TIMEOUT } as const;
  const ready = await client.send(request, (answer) => answer.status === 200).catch(() => false);
  return { name, status: ready ? 'up' : 'down', latencyMs: Math.round(performance.now() - asked) };
}
