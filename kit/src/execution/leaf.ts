import { GraphQLBoolean, GraphQLFloat, GraphQLID, GraphQLInt, GraphQLString, type GraphQLLeafType } from 'graphql';
import { inspect } from 'graphql/jsutils/inspect';
import { ownedCopy } from './owned-copy';
import { Thrown, isThenable } from './thrown';

/** Serialises a value that is neither null, promise, error nor function; undefined sends anything else the long way. */
export type LeafReader = (value: unknown) => unknown;

/** Conditions in source text under which a value `v` of a built-in scalar stands for itself. */
const PLAIN_TESTS: ReadonlyMap<GraphQLLeafType, string> = new Map<GraphQLLeafType, string>([
  [GraphQLString, "typeof v === 'string'"],
  [GraphQLID, "typeof v === 'string'"],
  [GraphQLInt, "typeof v === 'number' && (v | 0) === v"],
  [GraphQLFloat, "typeof v === 'number' && v - v === 0"],
  [GraphQLBoolean, "typeof v === 'boolean'"],
]);

/** The test for a built-in scalar; undefined for all other types. */
export function plainTest(type: GraphQLLeafType): string | undefined {
  return PLAIN_TESTS.get(type);
}

export function leafReader(type: GraphQLLeafType): LeafReader {
  return (value) => {
    if (value === null || value === undefined || typeof value === 'function') return undefined;
    if (typeof value === 'object' && (value instanceof Error || value instanceof Thrown || isThenable(value))) return undefined;
    try {
      const serialized = type.serialize(value);
      if (typeof serialized !== 'object') return serialized;
      return serialized === null ? undefined : ownedCopy(serialized);
    } catch {
      return undefined;
    }
  };
}

/** @throws whatever the type says about a value it cannot serialise. */
export function serializedLeaf(type: GraphQLLeafType, value: unknown): unknown {
  const serialized = type.serialize(value);
  if (serialized === null || serialized === undefined) {
    throw new Error(`Expected \`${inspect(type)}.serialize(${inspect(value)})\` to return non-nullable value, returned: ${inspect(serialized)}`);
  }
  return ownedCopy(serialized);
}
