import { getNamedType, isAbstractType, isObjectType, type GraphQLNamedType, type GraphQLObjectType, type SelectionSetNode } from 'graphql';
import { collectFields, type CollectedField, type Collecting } from './collected-fields';
import { isData } from './merging';

export type ResponsePath = readonly (string | number)[];

/**
 * Where a client sees what stands at a path of the data. One value may stand under several aliases; what the client did not ask for
 * (a key, the input of a computed field) is reported at the nearest object around it.
 */
export function clientPaths(collecting: Collecting, root: GraphQLObjectType, { set, data, path }: { readonly set: SelectionSetNode; readonly data: unknown; readonly path: ResponsePath }): ResponsePath[] {
  return follow({ collecting, type: root, sets: [set], value: data, done: [] }, path);
}

interface Standing {
  readonly collecting: Collecting;
  readonly type: GraphQLNamedType;
  readonly sets: readonly SelectionSetNode[];
  readonly value: unknown;
  readonly done: ResponsePath;
}

function follow(standing: Standing, path: ResponsePath): ResponsePath[] {
  const [step, ...rest] = path;
  if (step === undefined) return [standing.done];
  const { value, done } = standing;
  if (typeof step === 'number') return follow({ ...standing, value: Array.isArray(value) ? (value as unknown[])[step] : undefined, done: [...done, step] }, rest);
  const fields = fieldsAt(standing).filter(({ internalKey }) => internalKey === step);
  if (fields.length === 0) return [done];
  const inner = isData(value) ? value[step] : undefined;
  return fields.flatMap(({ responseKey, type, sets }) => (type ? follow({ ...standing, type: getNamedType(type), sets, value: inner, done: [...done, responseKey] }, rest) : []));
}

/** Of an object whose type is not known (it may be null because of the very error) the fields of every possible type, each name once. */
function fieldsAt({ collecting, type, sets, value }: Standing): CollectedField[] {
  const byKey = new Map<string, CollectedField>();
  for (const possible of typesOf(collecting, type, value)) for (const field of collectFields(collecting, possible, sets)) byKey.set(field.responseKey, field);
  return [...byKey.values()];
}

function typesOf({ schema }: Collecting, type: GraphQLNamedType, value: unknown): readonly GraphQLObjectType[] {
  if (isObjectType(type)) return [type];
  if (!isAbstractType(type)) return [];
  const named = isData(value) && typeof value.__typename === 'string' ? schema.getType(value.__typename) : undefined;
  return isObjectType(named) ? [named] : schema.getPossibleTypes(type);
}
