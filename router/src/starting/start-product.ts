import { resolve } from 'node:path';
import { kitSettings } from '@sangam/kit/settings/kit-settings';
import { Settings, type Environment } from '@sangam/kit/settings/settings';
import type { SettingsDefinition } from '@sangam/kit/settings/define-settings';
import { subgraphSettings } from '@sangam/kit/settings/subgraph-settings';
import { withGeneratedSecrets } from '@sangam/kit/settings/generated-secrets';
import { openProcess, type ProcessServices } from '@sangam/kit/running/open-process';
import type { SubgraphDefinition } from '@sangam/kit/running/define-subgraph';
import { subgraphUrls } from '@sangam/kit/running/subgraph-urls';
import { seedDemo } from '../demo/seed-demo';
import { isSwitchedOn } from '../limits/limits';
import { routerSettings } from '../settings';
import { SUBGRAPHS } from '../subgraphs';
import { readContract } from './contract';
import type { GraphParts } from './graph-parts';
import { startLocalParts } from './local-parts';
import { startRemoteParts } from './remote-parts';
import { startRouter, type StartedRouter } from './start-router';

export interface StartedProduct {
  readonly mode: 'together' | 'apart';
  readonly router: StartedRouter;
  readonly services: ProcessServices;
  /** Absolute. */
  readonly dataDir: string;
  /** Whether the administrator of the demo data is there. */
  readonly hasDemo: boolean;
  stop(): Promise<void>;
}

/** The router, and all subgraphs in this process unless SUBGRAPH_URLS says where they are. */
export async function startProduct(environment: Environment): Promise<StartedProduct> {
  const mode = environment.SUBGRAPH_URLS ? 'apart' : 'together';
  const definitions = mode === 'together' ? await loadDefinitions() : [];
  const secrets = { dataDir: environment.DATA_DIR || '.data', definitions: settingsOf(definitions) };
  const settings = loadSettings(definitions, mode === 'together' ? withGeneratedSecrets(environment, secrets) : environment);
  const services = await openProcess('router', settings);
  const contract = readContract();
  const parts: GraphParts =
    mode === 'together' ? await startLocalParts({ definitions, services, contract, work: true }) : startRemoteParts({ urls: subgraphUrls(settings), services, contract });
  const router = await startRouter({ services, parts, contract });
  const dataDir = resolve(settings.of(kitSettings).DATA_DIR);
  const hasDemo = isSwitchedOn(settings, 'DEMO_DATA') && (await seedDemo({ router, calls: parts.calls, dataDir }).catch((error: unknown) => {
    if (mode === 'together') throw error;
    services.log.warn({ err: error }, 'the demo data is not complete: a subgraph is down');
    return false;
  }));
  return {
    mode, router, services, hasDemo, dataDir,
    async stop() {
      await router.stop();
      await parts.stop();
      await services.close();
    },
  };
}

/** Manifests of the named subgraphs, of all by default. */
export async function loadDefinitions(names?: readonly string[]): Promise<SubgraphDefinition[]> {
  const entries = SUBGRAPHS.filter((entry) => !names || names.includes(entry.name));
  return (await Promise.all(entries.map((entry) => entry.load()))).map(({ subgraph }) => subgraph);
}

/** The settings of a process that runs the router and these subgraphs. */
export function loadSettings(definitions: readonly SubgraphDefinition[], environment: Environment): Settings {
  return Settings.load(settingsOf(definitions), environment);
}

/** What such a process reads. */
export function settingsOf(definitions: readonly SubgraphDefinition[]): SettingsDefinition[] {
  const ofSubgraphs = definitions.length > 0 ? [subgraphSettings] : [];
  return [kitSettings, routerSettings, ...ofSubgraphs, ...definitions.flatMap(({ features }) => features.flatMap((feature): readonly SettingsDefinition[] => feature.settings ?? []))];
}
