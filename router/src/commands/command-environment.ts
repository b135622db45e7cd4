import type { SubgraphDefinition } from '@sangam/kit/running/define-subgraph';
import type { SettingsDefinition } from '@sangam/kit/settings/define-settings';
import { withGeneratedSecrets } from '@sangam/kit/settings/generated-secrets';
import { kitSettings } from '@sangam/kit/settings/kit-settings';
import { Settings, type Environment } from '@sangam/kit/settings/settings';
import { routerSettings } from '../settings';
import { commandSettings } from './command.settings';

/** The environment as the product completes it at its start: commands meet the same secrets. Quiet unless LOG_LEVEL says otherwise. */
export function completed(given: Environment): Environment {
  const environment = { ...given, LOG_LEVEL: given.LOG_LEVEL || 'error' };
  const ownsSecrets = !given.SUBGRAPH_URLS || given.NODE_ENV !== 'production';
  return ownsSecrets ? withGeneratedSecrets(environment, given.DATA_DIR || '.data') : environment;
}

/** The settings of the product with these subgraphs, and of the commands. */
export function commandSettingsOf(definitions: readonly SubgraphDefinition[], environment: Environment): Settings {
  const owned = definitions.flatMap(({ features }) => features.flatMap((feature): readonly SettingsDefinition[] => feature.settings ?? []));
  return Settings.load([kitSettings, routerSettings, commandSettings, ...owned], environment);
}
