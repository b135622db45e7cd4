import type { SubgraphDefinition } from '@sangam/kit/running/define-subgraph';
import { withGeneratedSecrets } from '@sangam/kit/settings/generated-secrets';
import { Settings, type Environment } from '@sangam/kit/settings/settings';
import { loadDefinitions, settingsOf } from '../starting/start-product';
import { commandSettings } from './command.settings';

/** The environment as the product completes it at its start: commands meet the same secrets. Quiet unless LOG_LEVEL says otherwise. */
export async function completed(given: Environment): Promise<Environment> {
  const environment = { ...given, LOG_LEVEL: given.LOG_LEVEL || 'error' };
  const ownsSecrets = !given.SUBGRAPH_URLS || given.NODE_ENV !== 'production';
  return ownsSecrets ? withGeneratedSecrets(environment, { dataDir: given.DATA_DIR || '.data', definitions: settingsOf(await loadDefinitions()) }) : environment;
}

/** The settings of the product with these subgraphs, and of the commands. */
export function commandSettingsOf(definitions: readonly SubgraphDefinition[], environment: Environment): Settings {
  return Settings.load([commandSettings, ...settingsOf(definitions)], environment);
}
