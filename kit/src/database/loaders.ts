import DataLoader from 'dataloader';
import type { SubgraphContext } from '../running/context';

/** A batch look-up, declared once at module level and used per request: `ctx.loaders.load(userById, id)`. */
export interface LoaderDefinition<K, V> {
  readonly name: string;
  /** Answers in the order of the keys. */
  readonly batch: (ctx: SubgraphContext, keys: readonly K[]) => Promise<readonly V[]>;
}

/** The loaders of one context. */
export interface LoaderCache {
  load<K, V>(loader: LoaderDefinition<K, V>, key: K): Promise<V>;
  /** Forgets everything read so far; the kit calls it after each commit. */
  clear(): void;
}

/** Longer lists of keys are read in several statements. */
const MAX_BATCH = 1_000;

/** Fresh loaders for one context; `context` is asked when the first batch runs. */
export function createLoaderCache(context: () => SubgraphContext): LoaderCache {
  const loaders = new Map<object, DataLoader<unknown, unknown>>();
  const loaderOf = <K, V>(definition: LoaderDefinition<K, V>): DataLoader<K, V> => {
    const known = loaders.get(definition);
    if (known) return known as unknown as DataLoader<K, V>;
    const created = new DataLoader<K, V>((keys) => definition.batch(context(), keys), { maxBatchSize: MAX_BATCH });
    loaders.set(definition, created as unknown as DataLoader<unknown, unknown>);
    return created;
  };
  return {
    load: (definition, key) => loaderOf(definition).load(key),
    clear: () => loaders.clear(),
  };
}
