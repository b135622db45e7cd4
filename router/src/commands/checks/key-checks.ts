import { createSealer } from '@sangam/kit/database/sealed';
import { kitSettings } from '@sangam/kit/settings/kit-settings';
import { subgraphSettings } from '@sangam/kit/settings/subgraph-settings';
import type { Settings } from '@sangam/kit/settings/settings';
import { looked, note, ok, wrong, type Finding } from './finding';

const SERVICE = 'service keys';
const SEAL = 'seal keys';

/** The keys between the processes and those of sealed columns: there, and they open what they seal. Their form is the settings' business. */
export async function checkKeys(settings: Settings): Promise<Finding[]> {
  const { SERVICE_KEYS } = settings.of(kitSettings);
  const { SEAL_KEYS } = settings.of(subgraphSettings);
  return [checkServiceKeys(SERVICE_KEYS), await looked(SEAL, async () => checkSealKeys(SEAL_KEYS))];
}

function checkServiceKeys(keys: readonly string[]): Finding {
  if (keys.length === 0) return wrong(SERVICE, 'none');
  return keys.length > 2 ? note(SERVICE, `${keys.length}: two are enough during rotation`) : ok(SERVICE, String(keys.length));
}

function checkSealKeys(keys: readonly string[]): Finding {
  const sealer = createSealer(keys);
  const opened = sealer.open(sealer.seal('tried', 'doctor'), 'doctor');
  return opened === 'tried' ? ok(SEAL, String(keys.length)) : wrong(SEAL, 'they do not open what they seal');
}
