import { personalDataFeatures } from '../personal-data/personal-data.feature';
import type { FeatureDefinition } from './define-feature';

/** The manifest of a subgraph. */
export interface SubgraphDefinition {
  /** One lower-case word; names the database, the routes' owner and the port in compose. */
  readonly name: string;
  readonly features: readonly FeatureDefinition[];
  /** Folder of the migration files, `0001-threads.ts` …; absolute. */
  readonly migrations: string;
  /** `full` survives power loss on SQLite too (money); default `normal` survives any kill of the process. */
  readonly durability?: 'normal' | 'full';
}

export function defineSubgraph(definition: SubgraphDefinition): SubgraphDefinition {
  if (!/^[a-z]+$/.test(definition.name)) throw new Error(`Subgraph name ${definition.name} is not one lower-case word.`);
  return Object.freeze({ ...definition, features: [...definition.features, ...personalDataFeatures(definition.name, definition.features)] });
}
