import 'reflect-metadata';
import { buildSubgraph } from '@sangam/kit/graphql/build-schema';
import type { SubgraphReads } from '@sangam/kit/authorization/declared-reads';
import { graphqlNameOf } from '@sangam/kit/authorization/reference-resolvers';
import { checkListedSettings } from '@sangam/kit/settings/listed-settings';
import type { SubgraphDefinition } from '@sangam/kit/running/define-subgraph';
import type { SubgraphEntry } from '../../subgraphs';

/** A subgraph as the contract sees it: what it declares, and the schema that follows. */
export interface LoadedSubgraph {
  readonly name: string;
  readonly port: number;
  readonly definition: SubgraphDefinition;
  readonly sdl: string;
  /** What its fields and guards read of the viewer. */
  readonly reads: SubgraphReads;
  /** Entities that this subgraph loads and guards; elsewhere they are stubs. */
  readonly owns: ReadonlySet<string>;
}

/** @throws Error naming the subgraph whose schema cannot be built, StartError for rules and settings that are not complete. */
export async function loadSubgraphs(entries: readonly SubgraphEntry[]): Promise<LoadedSubgraph[]> {
  const loaded: LoadedSubgraph[] = [];
  for (const { name, port, load } of entries) {
    const { subgraph } = await load();
    if (subgraph.name !== name) throw new Error(`The subgraph listed as ${name} calls itself ${subgraph.name}.`);
    checkListedSettings(subgraph);
    const { sdl, reads } = buildSubgraph(subgraph);
    loaded.push({ name, port, definition: subgraph, sdl, reads, owns: ownedBy(subgraph) });
  }
  return loaded;
}

function ownedBy(subgraph: SubgraphDefinition): ReadonlySet<string> {
  return new Set(subgraph.features.flatMap((feature) => feature.references ?? []).map((reference) => graphqlNameOf(reference.entity)));
}
