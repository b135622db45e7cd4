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
