import type { SubgraphDefinition } from '@sangam/kit/running/define-subgraph';

/** A subgraph of the build: how to load it together, where it listens apart. */
export interface SubgraphEntry {
  readonly name: string;
  /** Port of its own process, apart. */
  readonly port: number;
  /** Loaded only where its code runs in this process. */
  readonly load: () => Promise<{ readonly subgraph: SubgraphDefinition }>;
}

/** Every subgraph of the graph; a new one is one line here. */
export const SUBGRAPHS: readonly SubgraphEntry[] = [
  entry('identity', 4101),
  entry('chat', 4102),
  entry('notifications', 4104),
  entry('storage', 4105),
  entry('admin', 4106),
];

/** By name only: the router is built without any of them. */
function entry(name: string, port: number): SubgraphEntry {
  return { name, port, load: () => import(`@sangam/${name}/subgraph`) as Promise<{ readonly subgraph: SubgraphDefinition }> };
}
