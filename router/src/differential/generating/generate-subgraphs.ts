import type { Random } from '../random';
import { addEntityFields, addInterfaceFields, addMutations, addRootFields, settleInterfaces } from './add-fields';
import { addOverrides, addProvides, closeSomeKeys, hideSome } from './add-directives';
import { addRequires } from './add-requires';
import { SUBGRAPH_NAMES } from './names';
import { planTypes } from './plan-types';
import { Workshop } from './workshop';

/** The schemas of three to six subgraphs of one graph; most of what comes out composes. */
export function generateSubgraphs(random: Random): Record<string, string> {
  const names = SUBGRAPH_NAMES.slice(0, random.between(3, 6));
  const workshop = new Workshop(random, planTypes(random, names), names);
  addEntityFields(workshop);
  addInterfaceFields(workshop);
  addRootFields(workshop);
  addMutations(workshop);
  addRequires(workshop);
  addOverrides(workshop);
  addProvides(workshop);
  settleInterfaces(workshop);
  hideSome(workshop);
  closeSomeKeys(workshop);
  return Object.fromEntries(workshop.drafts.map((draft) => [draft.name, draft.print()]).filter(([, text]) => text !== ''));
}
