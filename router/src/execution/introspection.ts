import { execute, Kind, type DocumentNode, type FieldNode, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { collectFields, type Collecting } from './collected-fields';
import type { NormalOperation } from '../planning/normal-operation';
import { introspectionKey } from './answer-writer';
import type { Data } from './merging';

/** Answers what an operation asks of the schema itself, without any subgraph; returns what went wrong, at the places that the client knows. */
export type Introspection = (variables: Readonly<Record<string, unknown>>, into: Data) => readonly GraphQLFormattedError[];

/** Null where the operation asks nothing of the schema. */
export function compileIntrospection(schema: GraphQLSchema, normal: NormalOperation): Introspection | null {
  const root = schema.getRootType(normal.kind);
  if (!root) return null;
  const fields = collectFields({ ...normal, schema } satisfies Collecting, root, [normal.client.selectionSet]).filter(({ internalKey, node }) => internalKey === null && node.name.value !== '__typename');
  if (fields.length === 0) return null;
  const document = documentOf(normal, fields.map(({ node, sets }): FieldNode => ({ ...node, selectionSet: { kind: Kind.SELECTION_SET, selections: sets.flatMap((set) => set.selections) } })));
  return (variables, into) => {
    const result = execute({ schema, document, variableValues: variables });
    if (result instanceof Promise) throw new Error('The schema answered later.');
    for (const { responseKey } of fields) into[introspectionKey(responseKey)] = result.data?.[responseKey] ?? null;
    return (result.errors ?? []).map(({ message, path }) => ({ message, ...(path && { path }) }));
  };
}

function documentOf({ client, fragments }: NormalOperation, selections: readonly FieldNode[]): DocumentNode {
  return { kind: Kind.DOCUMENT, definitions: [{ ...client, selectionSet: { kind: Kind.SELECTION_SET, selections } }, ...fragments.values()] };
}
