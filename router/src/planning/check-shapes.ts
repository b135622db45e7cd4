import { Kind, type FieldNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';
import type { SubgraphTypes } from './subgraph-types';

export interface ShapeChecking {
  readonly subgraph: string;
  readonly subgraphTypes: SubgraphTypes;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** A selection with the type that its fields belong to; undefined for entities, where fragments say it. */
export interface TypedSet {
  readonly set: SelectionSetNode;
  readonly parent: string | undefined;
}

/**
 * In one request two values of one name have one shape, whatever their objects (GraphQL specification §5.3.2, SameResponseShape).
 * A planner that forgets it is refused by every subgraph that validates.
 * @returns the name that has two shapes, or null
 */
export function nameOfTwoShapes(sets: readonly TypedSet[], checking: ShapeChecking): string | null {
  const named = new Map<string, { readonly shape: string; readonly inner: TypedSet[] }>();
  for (const { node, parent } of sets.flatMap((typed) => fieldsIn(typed, checking))) {
    const key = node.alias?.value ?? node.name.value;
    const shape = parent === undefined || node.name.value === '__typename' ? 'String!' : checking.subgraphTypes.shapeOf(checking.subgraph, parent, node.name.value);
    const known = named.get(key) ?? { shape, inner: [] };
    if (known.shape !== shape) return key;
    named.set(key, known);
    if (node.selectionSet) known.inner.push({ set: node.selectionSet, parent: parent === undefined || node.name.value === '_entities' ? undefined : checking.subgraphTypes.fieldType(checking.subgraph, parent, node.name.value) });
  }
  for (const { inner } of named.values()) {
    const problem = nameOfTwoShapes(inner, checking);
    if (problem !== null) return problem;
  }
  return null;
}

function fieldsIn({ set, parent }: TypedSet, checking: ShapeChecking): { readonly node: FieldNode; readonly parent: string | undefined }[] {
  return set.selections.flatMap((node) => {
    if (node.kind === Kind.FIELD) return [{ node, parent }];
    const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : checking.fragments.get(node.name.value);
    return fragment ? fieldsIn({ set: fragment.selectionSet, parent: fragment.typeCondition?.name.value ?? parent }, checking) : [];
  });
}
