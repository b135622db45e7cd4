import type { GraphQLNamedType, GraphQLResolveInfo } from 'graphql';
import { Thrown } from './thrown';

/** The key of an entity as another subgraph hands it over. */
export type Representation = Readonly<Record<string, unknown>> & { readonly __typename?: unknown };

/** Answers for all representations of one type, in their order: an object, null, a promise of one, or an Error. */
export type ReferenceResolver = (representations: readonly Representation[], contextValue: unknown, info: GraphQLResolveInfo) => readonly unknown[] | Promise<readonly unknown[]>;

type OneReference = (representation: Representation, contextValue: unknown, info: GraphQLResolveInfo) => unknown;

interface ReferenceExtensions {
  readonly sangam?: { readonly resolveReferences?: ReferenceResolver };
  readonly apollo?: { readonly subgraph?: { readonly resolveReference?: OneReference } };
}

/**
 * How `_entities` finds the objects of a type: by the batch that the kit put into its extensions, one by one where
 * @apollo/subgraph was given `__resolveReference`, or else a representation stands for itself.
 */
export function referenceResolverOf(type: GraphQLNamedType): ReferenceResolver {
  const { sangam, apollo } = type.extensions as ReferenceExtensions;
  if (sangam?.resolveReferences) return sangam.resolveReferences;
  const one = apollo?.subgraph?.resolveReference;
  return one ? eachBy(one) : (representations) => representations;
}

function eachBy(one: OneReference): ReferenceResolver {
  return (representations, contextValue, info) => representations.map((representation) => {
    try {
      return one(representation, contextValue, info);
    } catch (reason) {
      return new Thrown(reason);
    }
  });
}

/** The representations of one type, and where in the list of all they stand. */
export interface TypeGroup {
  readonly typeName: unknown;
  readonly representations: Representation[];
  readonly indexes: number[];
}

export function byType(representations: readonly Representation[]): Iterable<TypeGroup> {
  const groups = new Map<unknown, TypeGroup>();
  representations.forEach((representation, index) => {
    const typeName = representation.__typename;
    let group = groups.get(typeName);
    if (!group) groups.set(typeName, (group = { typeName, representations: [], indexes: [] }));
    group.representations.push(representation);
    group.indexes.push(index);
  });
  return groups.values();
}

/** In the words of @apollo/subgraph. */
export function unknownEntity(typeName: unknown): Error {
  return new Error(`The _entities resolver tried to load an entity for type "${String(typeName)}", but no object or interface type of that name was found in the schema`);
}
