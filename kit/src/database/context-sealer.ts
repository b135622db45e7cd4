import type { SubgraphContext } from '../running/context';
import { subgraphSettings } from '../settings/subgraph-settings';
import { createSealer, type Sealer } from './sealed';

const sealers = new WeakMap<object, Sealer>();

/** The sealer of this process, made once from SEAL_KEYS. */
export function sealerOf(ctx: Pick<SubgraphContext, 'settings'>): Sealer {
  const known = sealers.get(ctx.settings);
  if (known) return known;
  const made = createSealer(ctx.settings.of(subgraphSettings).SEAL_KEYS);
  sealers.set(ctx.settings, made);
  return made;
}
