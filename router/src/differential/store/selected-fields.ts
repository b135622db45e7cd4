import { isAbstractType, Kind, type FieldNode, type GraphQLSchema, type SelectionSetNode } from 'graphql';

/** The fields that a field set selects on an object of this type, in order; several of one name are told apart by nothing. */
export function selectedFields(set: SelectionSetNode, typeName: string | undefined, schema: GraphQLSchema): FieldNode[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind !== Kind.INLINE_FRAGMENT) return [];
    const condition = selection.typeCondition?.name.value;
    return condition === undefined || isOfType(schema, typeName, condition) ? selectedFields(selection.selectionSet, typeName, schema) : [];
  });
}

/** Whether an object of the type satisfies a type condition. */
export function isOfType(schema: GraphQLSchema, typeName: string | undefined, condition: string): boolean {
  if (typeName === condition) return true;
  const type = schema.getType(condition);
  return isAbstractType(type) && schema.getPossibleTypes(type).some(({ name }) => name === typeName);
}
