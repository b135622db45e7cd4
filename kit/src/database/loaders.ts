import type { EntityTarget } from 'typeorm';
import type { SubgraphContext } from '../running/context';
import { BatchLoader } from './batch-loader';
import { findMany } from './read';
import type { OrderBy } from './select-sql';
import type { Where } from './where';

/** A batch look-up, declared once at module level and used per request: `ctx.loaders.load(userById, id)`. */
export interface LoaderDefinition<K, V> {
  readonly name: string;
  /** Answers in the order of the keys. */
  readonly batch: (ctx: SubgraphContext, keys: readonly K[]) => Promise<readonly V[]>;
}

/** The loaders of one context. What was read, or is being read, is not read again. */
export interface LoaderCache {
  load<K, V>(loader: LoaderDefinition<K, V>, key: K): Promise<V>;
  /** All of them in the order of the keys, for less than a `load` for each; it fails when one of them does. */
  loadMany<K, V>(loader: LoaderDefinition<K, V>, keys: readonly K[]): Promise<readonly V[]>;
  /** Forgets everything read so far; the kit calls it after each commit. */
  clear(): void;
}

/** Fresh loaders for one context; `context` is asked when the first batch runs. */
export function createLoaderCache(context: () => SubgraphContext): LoaderCache {
  const loaders = new Map<object, BatchLoader<unknown, unknown>>();
  const loaderOf = <K, V>(definition: LoaderDefinition<K, V>): BatchLoader<K, V> => {
    const known = loaders.get(definition);
    if (known) return known as unknown as BatchLoader<K, V>;
    const created = new BatchLoader<K, V>((keys) => definition.batch(context(), keys));
    loaders.set(definition, created as unknown as BatchLoader<unknown, unknown>);
    return created;
  };
  return {
    load: (definition, key) => loaderOf(definition).load(key),
    loadMany: (definition, keys) => loaderOf(definition).loadMany(keys),
    clear: () => loaders.clear(),
  };
}

/** Which property of an entity holds a key of type `K`. */
type KeyProperty<E, K extends string | number> = { [P in keyof E & string]: E[P] extends K | null ? P : never }[keyof E & string];

function inList<E, K>(property: keyof E & string, keys: readonly K[]): Where<E> {
  return { [property]: keys } as unknown as Where<E>;
}

/** One entity by its `id`, or null. One statement for all keys of a batch. */
export function byId<E extends { id: string }>(entity: EntityTarget<E>): LoaderDefinition<string, E | null> {
  return oneBy<E, string>(entity, 'id' as KeyProperty<E, string>);
}

/** The one entity that holds the key in a unique property, or null. */
export function oneBy<E extends object, K extends string | number = string>(entity: EntityTarget<E>, property: KeyProperty<E, K>): LoaderDefinition<K, E | null> {
  return {
    name: `${nameOf(entity)} by ${property}`,
    async batch(ctx, keys) {
      const found = await findMany(ctx, entity, { where: inList<E, K>(property, keys) });
      const byKey = new Map(found.map((item) => [item[property] as unknown as K, item]));
      return keys.map((key) => byKey.get(key) ?? null);
    },
  };
}

/** Every entity that holds the key in a property: for short lists only, others are connections. */
export function listBy<E extends object, K extends string | number = string>(
  entity: EntityTarget<E>, property: KeyProperty<E, K>, options: { readonly orderBy?: readonly OrderBy<E>[]; readonly where?: Where<E> } = {},
): LoaderDefinition<K, E[]> {
  return {
    name: `${nameOf(entity)} list by ${property}`,
    async batch(ctx, keys) {
      const found = await findMany(ctx, entity, { where: { ...options.where, ...inList<E, K>(property, keys) }, orderBy: options.orderBy });
      const byKey = new Map<K, E[]>(keys.map((key) => [key, []]));
      for (const item of found) byKey.get(item[property] as unknown as K)?.push(item);
      return keys.map((key) => byKey.get(key) ?? []);
    },
  };
}

function nameOf(entity: unknown): string {
  return typeof entity === 'function' ? entity.name : String(entity);
}
