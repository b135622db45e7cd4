import { createServer, type AddressInfo } from 'node:net';
import { RemoteCalls } from '@sangam/kit/calls/remote-calls';
import { serveSubgraph, type ServedSubgraph } from '@sangam/kit/http/subgraph-server';
import { mailerOf } from '@sangam/kit/running/open-process';
import { consumersFrom, replayStores } from '@sangam/kit/running/run-alone';
import { startSubgraph, type StartedSubgraph } from '@sangam/kit/running/start-subgraph';
import { kitSettings } from '@sangam/kit/settings/kit-settings';
import { startLocalParts, type LocalParts, type LocalPartsOptions } from '../starting/local-parts';
import { startRemoteParts } from '../starting/remote-parts';
import { isApart } from './environment';

export interface TestParts extends LocalParts {
  /** Where each subgraph listens; apart only. */
  readonly urls: ReadonlyMap<string, string>;
}

type Options = Omit<LocalPartsOptions, 'work'>;

/** Together: in process. With TEST_MODE=apart each subgraph is served on a port of its own and reached over signed HTTP. */
export async function startTestParts(options: Options, apart = isApart()): Promise<TestParts> {
  return apart ? startApart(options) : { ...(await startLocalParts({ ...options, work: false })), urls: new Map() };
}

async function startApart({ definitions, services, contract }: Options): Promise<TestParts> {
  const { settings, clock, log, live, egress } = services;
  const mailer = mailerOf(services);
  const { SERVICE_KEYS: keys, SUBGRAPH_TIMEOUT: timeoutMs } = settings.of(kitSettings);
  const urls = new Map(await Promise.all(definitions.map(async ({ name }): Promise<[string, string]> => [name, `http://127.0.0.1:${await freePort()}`])));
  const calls = new RemoteCalls({ targets: urls, keys, clock, log, timeoutMs });
  const host = { settings, clock, log, live, mailer, egress, calls, consumersOf: consumersFrom(contract.consumers), inBuild: [...urls.keys()], migrate: true, work: false };
  const subgraphs = new Map<string, StartedSubgraph>();
  const served: ServedSubgraph[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(served.map((server) => server.stop()));
    await Promise.all([...subgraphs.values()].map((subgraph) => subgraph.stop()));
    await calls.close();
  };
  try {
    for (const definition of definitions) {
      const running = await startSubgraph(definition, host);
      subgraphs.set(definition.name, running);
      served.push(await serveSubgraph(running, { port: Number(new URL(urls.get(definition.name) ?? '').port), keys, replays: replayStores(services), clock, log }));
    }
  } catch (error) {
    // What stays open would keep Jest from ending.
    await stop();
    throw error;
  }
  const remote = startRemoteParts({ urls, services, contract });
  return {
    ...remote, subgraphs, urls,
    async stop() {
      await remote.stop();
      await stop();
    },
  };
}

/** A port that nobody listens on at this moment. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
