import { RemoteCalls } from '@sangam/kit/calls/remote-calls';
import type { InternalCalls } from '@sangam/kit/calls/internal-calls';
import { openProcess } from '@sangam/kit/running/open-process';
import { subgraphUrls } from '@sangam/kit/running/subgraph-urls';
import { kitSettings } from '@sangam/kit/settings/kit-settings';
import { SettingsError, type Environment } from '@sangam/kit/settings/settings';
import { readContract } from '../starting/contract';
import { startLocalParts } from '../starting/local-parts';
import { loadDefinitions } from '../starting/start-product';
import { commandSettingsOf, completed } from './command-environment';

export interface ReachedIdentity {
  readonly calls: InternalCalls;
  /** Where its data is, for people. */
  readonly where: string;
  close(): Promise<void>;
}

/** Calls identity where it runs, or runs it here on its database when nothing says that it runs apart. */
export async function reachIdentity(given: Environment): Promise<ReachedIdentity> {
  const environment = await completed(given);
  return environment.SUBGRAPH_URLS ? reachRunning(environment) : startHere(environment);
}

async function reachRunning(environment: Environment): Promise<ReachedIdentity> {
  const settings = commandSettingsOf([], environment);
  const { SERVICE_KEYS: keys, SUBGRAPH_TIMEOUT: timeoutMs } = settings.of(kitSettings);
  const targets = subgraphUrls(settings);
  const url = targets.get('identity');
  const missing = [...(url ? [] : ['SUBGRAPH_URLS: has no identity']), ...(keys.length > 0 ? [] : ['SERVICE_KEYS: missing'])];
  if (missing.length > 0) throw new SettingsError(missing);
  const { clock, log, close } = await openProcess('command', settings);
  const calls = new RemoteCalls({ targets, keys, clock, log, timeoutMs });
  return {
    calls, where: `identity at ${url}`,
    async close() {
      await calls.close();
      await close();
    },
  };
}

async function startHere(environment: Environment): Promise<ReachedIdentity> {
  const definitions = await loadDefinitions(['identity']);
  const settings = commandSettingsOf(definitions, environment);
  const { DATABASE_URL, DATABASE_PREFIX, DATA_DIR } = settings.of(kitSettings);
  const services = await openProcess('command', settings);
  const parts = await startLocalParts({ definitions, services, contract: readContract(), work: false }).catch(async (error: unknown) => {
    await services.close();
    throw error;
  });
  return {
    calls: parts.calls, where: DATABASE_URL ? `the schema ${DATABASE_PREFIX}identity of ${new URL(DATABASE_URL).host}` : `the SQLite files of ${DATA_DIR}`,
    async close() {
      await parts.stop();
      await services.close();
    },
  };
}
