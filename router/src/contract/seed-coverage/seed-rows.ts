import { readRepositoryFile } from '../repository';

/** One promise of the five references: an endpoint, or a row of the table of events. */
export interface SeedRow {
  readonly id: string;
  /** The reference it comes from. */
  readonly seed: string;
  /** Where it belongs: a subgraph, or `router`. */
  readonly subgraph: string;
}

const SEED_FILES = ['schema/seed-endpoints.tsv', 'schema/seed-events.tsv'];

/** Every row to cover, in the order of the references. */
export function loadSeedRows(): SeedRow[] {
  return SEED_FILES.flatMap((file) => parseSeedRows(readRepositoryFile(file) ?? ''));
}

export function parseSeedRows(text: string): SeedRow[] {
  const [header = '', ...lines] = text.split('\n').filter((line) => line.trim() !== '');
  const columns = header.split('\t');
  const [id, seed, subgraph] = ['id', 'system', 'subgraph'].map((name) => columns.indexOf(name)) as [number, number, number];
  if ([id, seed, subgraph].includes(-1)) throw new Error('A seed table lacks the column id, system or subgraph.');
  return lines.map((line) => line.split('\t')).map((cells) => ({ id: cells[id] ?? '', seed: cells[seed] ?? '', subgraph: cells[subgraph] ?? '' }));
}
