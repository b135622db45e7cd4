import { SUBGRAPHS } from '../../subgraphs';
import { loadSubgraphs } from './load-subgraphs';

/** Prints the schema of one subgraph, loaded without any other: `… print-subgraph.ts chat`. */
async function printSubgraph(name: string | undefined): Promise<void> {
  const [only] = await loadSubgraphs(SUBGRAPHS.filter((entry) => entry.name === name));
  if (!only) throw new Error(`There is no subgraph called ${name}.`);
  process.stdout.write(only.sdl);
}

void printSubgraph(process.argv[2]);
