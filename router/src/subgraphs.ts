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
  { name: 'identity', port: 4101, load: () => import('@sangam/identity/subgraph') },
  { name: 'chat', port: 4102, load: () => import('@sangam/chat/subgraph') },
];
