import { withGeneratedSecrets } from '@sangam/kit/settings/generated-secrets';
import { kitSettings } from '@sangam/kit/settings/kit-settings';
import { Settings, SettingsError, type Environment } from '@sangam/kit/settings/settings';
import { routerSettings } from '../settings';
import { loadDefinitions, settingsOf } from '../starting/start-product';
import { SUBGRAPHS } from '../subgraphs';
import { launcherSettings } from './launcher.settings';
import { requireServers } from './required-servers';
import { freePort, subgraphPorts } from './subgraph-ports';

/** Where a developer's machine usually has them; production names its own. */
const DEVELOPMENT_SERVERS = { DATABASE_URL: 'mysql://root@127.0.0.1:3306', REDIS_URL: 'redis://127.0.0.1:6379' };

export interface ApartEnvironment {
  /** Complete for the router and for every subgraph. */
  readonly environment: Environment;
  readonly settings: Settings;
}

/**
 * Completes what the operator has set to what processes apart need: servers, secrets, addresses of the subgraphs.
 * @throws SettingsError for what is missing, wrong or cannot be reached.
 */
export async function apartEnvironment(given: Environment): Promise<ApartEnvironment> {
  if (given.SUBGRAPH_URLS) throw new SettingsError(['SUBGRAPH_URLS: is made here, because the subgraphs are started here; unset it']);
  const definitions = settingsOf(await loadDefinitions());
  const completed = given.NODE_ENV === 'production' ? given : withGeneratedSecrets({ ...given, ...absentFrom(given, DEVELOPMENT_SERVERS) }, { dataDir: given.DATA_DIR || '.data', definitions });
  const settings = Settings.load([launcherSettings, ...definitions], completed);
  const { DATABASE_URL, REDIS_URL, SERVICE_KEYS } = settings.of(kitSettings);
  const missing = Object.entries({ DATABASE_URL, REDIS_URL, SERVICE_KEYS }).filter(([, value]) => !value?.length).map(([name]) => `${name}: missing`);
  if (missing.length > 0 || !DATABASE_URL || !REDIS_URL) throw new SettingsError(missing);
  await requireServers(DATABASE_URL, REDIS_URL);
  const ports = await subgraphPorts(SUBGRAPHS, settings.of(launcherSettings).SUBGRAPH_PORTS);
  const urls = [...ports].map(([name, port]) => `${name}=http://127.0.0.1:${port}`).join(',');
  // A port that the system chose would be another one after each restart of the router; clients come back to this one.
  const port = settings.of(routerSettings).PORT || (await freePort(new Set(ports.values())));
  return { settings, environment: { ...completed, PORT: String(port), SUBGRAPH_URLS: urls, SUBGRAPH_HOST: '127.0.0.1', SUBGRAPH_PORT: undefined } };
}

function absentFrom(given: Environment, defaults: Environment): Environment {
  return Object.fromEntries(Object.entries(defaults).filter(([name]) => !given[name]));
}
