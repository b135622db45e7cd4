import type { AccessSpecimens, AccessWorld, ExtendWorld, InWorld } from './access-specimens';

type Parts<W extends AccessWorld> = Pick<AccessSpecimens<W>, 'fields' | 'publicFields' | 'internalFields' | 'entities' | 'routes'>;

/** The specimens of one feature; `extend` makes what they need of the world, for them alone. */
export type FeatureSpecimens<W extends AccessWorld> = Partial<Parts<W>> & { readonly extend?: ExtendWorld<W> };

/** The specimens of a subgraph, each feature's beside its code. Two of the same name are a mistake. */
export function mergeSpecimens<W extends AccessWorld>(...features: readonly FeatureSpecimens<W>[]): Parts<W> {
  return {
    fields: merged(features.map(({ fields, extend }) => ({ specimens: fields, extend }))), publicFields: merged(features.map(({ publicFields, extend }) => ({ specimens: publicFields, extend }))),
    internalFields: merged(features.map(({ internalFields, extend }) => ({ specimens: internalFields, extend }))), entities: merged(features.map(({ entities, extend }) => ({ specimens: entities, extend }))),
    routes: merged(features.map(({ routes, extend }) => ({ specimens: routes, extend }))),
  };
}

interface Part<W extends AccessWorld, T> {
  readonly specimens: Readonly<Record<string, T>> | undefined;
  readonly extend: ExtendWorld<W> | undefined;
}

function merged<W extends AccessWorld, T extends InWorld<W>>(parts: readonly Part<W, T>[]): Readonly<Record<string, T>> {
  const all: Record<string, T> = {};
  for (const { specimens, extend } of parts) {
    for (const [name, specimen] of Object.entries(specimens ?? {})) {
      if (Object.hasOwn(all, name)) throw new Error(`two specimens for ${name}`);
      all[name] = extend ? { extend, ...specimen } : specimen;
    }
  }
  return all;
}
