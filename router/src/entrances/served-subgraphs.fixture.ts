import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeClock } from '@sangam/kit/clock/clock';
import { dropSchema } from '@sangam/kit/database/mysql-schema';
import { serveSubgraph, type ServedSubgraph } from '@sangam/kit/http/subgraph-server';
import { openProcess } from '@sangam/kit/running/open-process';
import { replayStores } from '@sangam/kit/running/run-alone';
import type { RunningSubgraph } from '@sangam/kit/running/running-subgraph';
import { kitSettings } from '@sangam/kit/settings/kit-settings';
import { readContract } from '../starting/contract';
import { startLocalParts } from '../starting/local-parts';
import { loadDefinitions, loadSettings } from '../starting/start-product';
import { testEnvironment } from '../testing/environment';

export interface ServedSubgraphs {
  readonly clock: FakeClock;
  /** HMAC keys, newest first. */
  readonly keys: readonly string[];
  readonly running: ReadonlyMap<string, RunningSubgraph>;
  url(subgraph: string): string;
  stop(): Promise<void>;
}

/** The named subgraphs, each on a port of its own, whatever the mode of the test run. */
export async function serveSubgraphs(names: readonly string[]): Promise<ServedSubgraphs> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sangam-'));
  const prefix = `test_${randomBytes(6).toString('hex')}_`;
  const definitions = await loadDefinitions(names);
  const settings = loadSettings(definitions, testEnvironment({ dataDir, prefix }));
  const clock = new FakeClock();
  const services = await openProcess('test', settings, { clock });
  const parts = await startLocalParts({ definitions, services, contract: readContract(), work: false });
  const { SERVICE_KEYS: keys, DATABASE_URL } = settings.of(kitSettings);
  const served = new Map<string, ServedSubgraph>();
  for (const [name, running] of parts.subgraphs) served.set(name, await serveSubgraph(running, { port: 0, keys, replays: replayStores(services), clock, log: services.log }));
  return {
    clock, keys, running: parts.subgraphs,
    url(subgraph) {
      const found = served.get(subgraph);
      if (!found) throw new Error(`The subgraph ${subgraph} was not served.`);
      return found.url;
    },
    async stop() {
      await Promise.all([...served.values()].map((server) => server.stop()));
      await parts.stop();
      await services.close();
      if (DATABASE_URL) for (const { name } of definitions) await dropSchema(DATABASE_URL, `${prefix}${name}`);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
