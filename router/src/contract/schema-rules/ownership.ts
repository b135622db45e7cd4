import { Kind, type FieldDefinitionNode, type ObjectTypeDefinitionNode, type TypeNode } from 'graphql';
import { keyFieldsOf } from '../emitted/entity-keys';
import type { LintedGraph, LintedSubgraph, SchemaRule } from './linted-graph';

/** What more than one subgraph may declare: the roots, and what each only refers to. */
const ROOTS = new Set(['Query', 'Mutation', 'Subscription']);

/** Each entity has one owner, and every other type that is not the kit's is declared by one subgraph. */
export const typesHaveOneOwner: SchemaRule = (graph) => {
  const declaredBy = new Map<string, string[]>();
  for (const subgraph of graph.subgraphs) for (const type of ownTypes(graph, subgraph)) declaredBy.set(type, [...(declaredBy.get(type) ?? []), subgraph.name]);
  return [...declaredBy].filter(([, names]) => names.length > 1).map(([type, names]) => `${type} has more than one owner: ${names.join(', ')}.`);
};

function ownTypes({ kitTypes }: LintedGraph, { document, owns }: LintedSubgraph): string[] {
  return document.definitions.flatMap((definition) => {
    if (!('name' in definition) || !definition.name) return [];
    const name = definition.name.value;
    if (ROOTS.has(name) || kitTypes.has(name) || definition.kind === Kind.SCALAR_TYPE_DEFINITION) return [];
    const isStub = definition.kind === Kind.OBJECT_TYPE_DEFINITION && keyFieldsOf(definition).length > 0 && !owns.has(name);
    return isStub ? [] : [name];
  });
}

/** Scalars mean the same everywhere, so they come from the kit. */
export const scalarsAreTheKits: SchemaRule = ({ subgraphs, kitTypes }) => subgraphs.flatMap(({ name, document }) => document.definitions.flatMap((definition) =>
  definition.kind === Kind.SCALAR_TYPE_DEFINITION && !kitTypes.has(definition.name.value) ? [`${name} declares the scalar ${definition.name.value}; scalars come from the kit.`] : []));

/**
 * What another subgraph resolves may be missing: a reference to its entity, and a field contributed to it, is nullable,
 * items of lists too. Otherwise one subgraph that is down empties the whole answer.
 */
export const foreignPartsAreNullable: SchemaRule = ({ subgraphs }) => subgraphs.flatMap((subgraph) => {
  const types = subgraph.document.definitions.filter((definition): definition is ObjectTypeDefinitionNode => definition.kind === Kind.OBJECT_TYPE_DEFINITION);
  const foreign = new Set(types.filter((type) => keyFieldsOf(type).length > 0 && !subgraph.owns.has(type.name.value)).map((type) => type.name.value));
  return types.flatMap((type) => (type.fields ?? []).filter((field) => !keyFieldsOf(type).includes(field.name.value)).flatMap((field) => {
    const coordinate = `${type.name.value}.${field.name.value} (${subgraph.name})`;
    if (foreign.has(type.name.value) && field.type.kind === Kind.NON_NULL_TYPE) return [`${coordinate} is contributed to another subgraph's entity and must be nullable.`];
    return foreign.has(innerName(field.type)) && requiresItem(field) ? [`${coordinate} refers to another subgraph's ${innerName(field.type)} and must be nullable.`] : [];
  }));
});

function innerName(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : innerName(type.type);
}

/** Whether the innermost item is non-null. */
function requiresItem({ type }: FieldDefinitionNode): boolean {
  let [outer, inner]: [TypeNode | null, TypeNode] = [null, type];
  while (inner.kind !== Kind.NAMED_TYPE) [outer, inner] = [inner, inner.type];
  return outer?.kind === Kind.NON_NULL_TYPE;
}
