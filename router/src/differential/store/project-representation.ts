import { Kind, type FieldNode, type GraphQLSchema, type SelectionSetNode } from 'graphql';
import { selectedFields } from './selected-fields';

/**
 * What a subgraph finds of a field set in a representation; whatever it was not sent is named so. Below the entity, planners send
 * type names only where a field set asks for them: an object without one has the fields that it holds.
 */
export function projectRepresentation(sent: Readonly<Record<string, unknown>>, set: SelectionSetNode, schema: GraphQLSchema): Record<string, unknown> {
  const fields = typeof sent.__typename === 'string' ? selectedFields(set, sent.__typename, schema) : heldFields(sent, set);
  return Object.fromEntries(fields.map(({ name, selectionSet }) => [name.value, projected(sent[name.value], selectionSet, schema)]));
}

function heldFields(sent: Readonly<Record<string, unknown>>, set: SelectionSetNode): FieldNode[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    return selection.kind === Kind.INLINE_FRAGMENT ? heldFields(sent, selection.selectionSet).filter(({ name }) => name.value in sent) : [];
  });
}

function projected(value: unknown, set: SelectionSetNode | undefined, schema: GraphQLSchema): unknown {
  if (value === undefined) return 'not sent';
  if (value === null || !set) return value;
  if (Array.isArray(value)) return value.map((item) => projected(item, set, schema));
  return projectRepresentation(value as Record<string, unknown>, set, schema);
}
