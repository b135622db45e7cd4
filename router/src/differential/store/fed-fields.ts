import { getNamedType, isAbstractType, isInterfaceType, isObjectType, Kind, type GraphQLSchema, type SelectionSetNode } from 'graphql';
import type { ComposedCase } from './compose-case';

/** The fields, `Type.field` of object types, on which a key or a required field depends anywhere. */
export function fedFields({ subgraphs, internal }: ComposedCase): Set<string> {
  const fed = new Set<string>();
  for (const { facts } of subgraphs) {
    for (const [typeName, { keys, fields }] of facts) {
      for (const set of [...keys, ...[...fields.values()].flatMap(({ requires }) => requires ?? [])]) follow(set, typeName, { schema: internal, fed });
    }
  }
  return fed;
}

interface Following {
  readonly schema: GraphQLSchema;
  readonly fed: Set<string>;
}

function follow(set: SelectionSetNode, typeName: string, following: Following): void {
  const { schema, fed } = following;
  const type = schema.getType(typeName);
  for (const selection of set.selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) follow(selection.selectionSet, selection.typeCondition?.name.value ?? typeName, following);
    if (selection.kind !== Kind.FIELD || !type) continue;
    const objects = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
    objects.forEach(({ name }) => fed.add(`${name}.${selection.name.value}`));
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[selection.name.value] : undefined;
    if (field && selection.selectionSet) follow(selection.selectionSet, getNamedType(field.type).name, following);
  }
}
