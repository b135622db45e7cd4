import { kitSettings } from '@sangam/kit/settings/kit-settings';
import { Settings, type Environment } from '@sangam/kit/settings/settings';
import { withGeneratedSecrets } from '@sangam/kit/settings/generated-secrets';
import { openProcess, type ProcessServices } from '@sangam/kit/running/open-process';
import type { SubgraphDefinition } from '@sangam/kit/running/define-subgraph';
import { routerSettings } from '../settings';
import { SUBGRAPHS } from '../subgraphs';
import { readContract } from './contract';
import { startLocalParts, type LocalParts } from './local-parts';
import { startRouter, type StartedRouter } from './start-router';

export interface StartedTogether {
  readonly router: StartedRouter;
  readonly parts: LocalParts;
  readonly services: ProcessServices;
  stop(): Promise<void>;
}

/** Router and all subgraphs in this process. */
export async function startTogether(environment: Environment): Promise<StartedTogether> {
  const definitions = await loadDefinitions();
  const dataDir = environment.DATA_DIR || '.data';
  const settings = Settings.load(
    [kitSettings, routerSettings, ...definitions.flatMap(({ features }) => features.flatMap((feature) => feature.settings ?? []))],
    withGeneratedSecrets(environment, dataDir),
  );
  const services = await openProcess('sangam', settings);
  const contract = readContract();
  const parts = await startLocalParts({ definitions, services, contract, work: true });
  const router = await startRouter({ services, parts, contract });
  return {
    router, parts, services,
    async stop() {
      await router.stop();
      await parts.stop();
      await services.close();
    },
  };
}

export async function loadDefinitions(names?: readonly string[]): Promise<SubgraphDefinition[]> {
  const entries = SUBGRAPHS.filter((entry) => !names || names.includes(entry.name));
  return (await Promise.all(entries.map((entry) => entry.load()))).map(({ subgraph }) => subgraph);
}
