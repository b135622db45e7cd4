import { anonymousViewer } from '@sangam/kit/authorization/viewer';
import { LocalCalls } from '@sangam/kit/calls/local-calls';
import { resealColumns, type Resealed } from '@sangam/kit/database/reseal';
import { newId } from '@sangam/kit/ids/new-id';
import type { SubgraphDefinition } from '@sangam/kit/running/define-subgraph';
import { mailerOf, openProcess, type ProcessServices } from '@sangam/kit/running/open-process';
import { startSubgraph } from '@sangam/kit/running/start-subgraph';
import { kitSettings } from '@sangam/kit/settings/kit-settings';
import { SettingsError, type Environment } from '@sangam/kit/settings/settings';
import { subgraphSettings } from '@sangam/kit/settings/subgraph-settings';
import { loadDefinitions } from '../starting/start-product';
import { commandSettingsOf, completed } from './command-environment';

export interface Rotation extends Resealed {
  readonly subgraph: string;
}

/**
 * Seals every sealed column of every subgraph with the first of SEAL_KEYS, on the databases that the environment names.
 * @throws SettingsError without keys; Error for a database that cannot be opened, such as a SQLite file in use.
 */
export async function rotateKeys(given: Environment): Promise<Rotation[]> {
  const definitions = await loadDefinitions();
  const settings = commandSettingsOf(definitions, await completed(given));
  if (settings.of(subgraphSettings).SEAL_KEYS.length === 0) throw new SettingsError(['SEAL_KEYS: missing']);
  const services = await openProcess('command', settings);
  try {
    const rotations: Rotation[] = [];
    for (const definition of definitions) rotations.push({ subgraph: definition.name, ...(await rotated(definition, services)) });
    return rotations;
  } finally {
    await services.close();
  }
}

async function rotated(definition: SubgraphDefinition, services: ProcessServices): Promise<Resealed> {
  const { settings, clock, log, live, egress } = services;
  const { SUBGRAPH_URLS, SUBGRAPH_TIMEOUT: timeoutMs } = settings.of(kitSettings);
  const calls = new LocalCalls({ subgraphs: new Map(), log, timeoutMs });
  const host = { settings, clock, log, live, mailer: mailerOf(services), egress, calls, consumersOf: () => [], inBuild: [], migrate: SUBGRAPH_URLS.length === 0, work: false };
  const running = await startSubgraph(definition, host);
  try {
    const requestId = newId();
    return await resealColumns(running.context({ viewer: anonymousViewer(requestId, ''), caller: 'system', requestId }));
  } finally {
    await running.stop();
  }
}
