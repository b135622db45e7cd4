import type { AccessSpecimens, AccessWorld } from './access-specimens';

type Parts<W extends AccessWorld> = Pick<AccessSpecimens<W>, 'fields' | 'publicFields' | 'internalFields' | 'entities' | 'routes'>;

/** The specimens of a subgraph, each feature's beside its code. Two of the same name are a mistake. */
export function mergeSpecimens<W extends AccessWorld>(...features: readonly Partial<Parts<W>>[]): Parts<W> {
  return {
    fields: merged(features.map(({ fields }) => fields)), publicFields: merged(features.map(({ publicFields }) => publicFields)),
    internalFields: merged(features.map(({ internalFields }) => internalFields)), entities: merged(features.map(({ entities }) => entities)), routes: merged(features.map(({ routes }) => routes)),
  };
}

function merged<T>(parts: readonly (Readonly<Record<string, T>> | undefined)[]): Readonly<Record<string, T>> {
  const all: Record<string, T> = {};
  for (const [name, specimen] of parts.flatMap((part) => Object.entries(part ?? {}))) {
    if (Object.hasOwn(all, name)) throw new Error(`two specimens for ${name}`);
    all[name] = specimen;
  }
  return all;
}
