import { SystemClock } from '@sangam/kit/clock/clock';
import { withGeneratedSecrets } from '@sangam/kit/settings/generated-secrets';
import { kitSettings } from '@sangam/kit/settings/kit-settings';
import { SettingsError, type Environment, type Settings } from '@sangam/kit/settings/settings';
import type { SubgraphDefinition } from '@sangam/kit/running/define-subgraph';
import { loadDefinitions, settingsOf } from '../starting/start-product';
import { checkDatabase } from './checks/database-checks';
import { ok, wrong, type Finding } from './checks/finding';
import { checkFolders } from './checks/folder-checks';
import { checkKeys } from './checks/key-checks';
import { checkRunning } from './checks/running-checks';
import { checkServers } from './checks/server-checks';
import { commandSettingsOf } from './command-environment';

/** Looks at an installation without changing it: settings, folders, keys, servers, databases, processes. */
export async function examine(given: Environment): Promise<Finding[]> {
  const definitions = await loadDefinitions();
  let settings: Settings;
  try {
    settings = commandSettingsOf(definitions, asTheProductSeesIt(given, definitions));
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.problems.map((problem) => wrong('settings', problem));
  }
  const { NODE_ENV, SUBGRAPH_URLS, DATA_DIR, CLOCK_OFFSET } = settings.of(kitSettings);
  const clock = new SystemClock(CLOCK_OFFSET);
  const { isRunning, findings } = await checkRunning(settings, clock);
  const databases: Finding[] = [];
  for (const definition of definitions) databases.push(...(await checkDatabase(definition, { settings, clock, isRunning })));
  return [
    ok('settings', `${NODE_ENV}, ${SUBGRAPH_URLS.length > 0 ? 'apart' : 'together'}`), ...(await checkFolders(DATA_DIR)), ...(await checkKeys(settings)), ...databases,
    ...(await checkServers(settings)), ...findings,
  ];
}

function asTheProductSeesIt(given: Environment, definitions: readonly SubgraphDefinition[]): Environment {
  const makesSecrets = !given.SUBGRAPH_URLS || given.NODE_ENV !== 'production';
  return makesSecrets ? withGeneratedSecrets(given, { dataDir: given.DATA_DIR || '.data', definitions: settingsOf(definitions), keep: false }) : given;
}

/** One line each, aligned; what is wrong stands out. */
export function table(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ area }) => area.length));
  const marks = { ok: 'ok   ', note: '     ', wrong: 'WRONG' } as const;
  return findings.map(({ area, outcome, detail }) => `${marks[outcome]}  ${area.padEnd(width)}  ${detail}`).join('\n');
}
