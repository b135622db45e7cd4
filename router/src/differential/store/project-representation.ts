import type { GraphQLSchema, SelectionSetNode } from 'graphql';
import { selectedFields } from './selected-fields';

/** What a subgraph finds of a field set in a representation; whatever it was not sent is named so. */
export function projectRepresentation(sent: Readonly<Record<string, unknown>>, set: SelectionSetNode, schema: GraphQLSchema): Record<string, unknown> {
  const typeName = typeof sent.__typename === 'string' ? sent.__typename : undefined;
  return Object.fromEntries(selectedFields(set, typeName, schema).map(({ name, selectionSet }) => [name.value, projected(sent[name.value], selectionSet, schema)]));
}

function projected(value: unknown, set: SelectionSetNode | undefined, schema: GraphQLSchema): unknown {
  if (value === undefined) return 'not sent';
  if (value === null || !set) return value;
  if (Array.isArray(value)) return value.map((item) => projected(item, set, schema));
  return projectRepresentation(value as Record<string, unknown>, set, schema);
}
