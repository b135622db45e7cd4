import { isAbstractType, Kind, type FieldNode, type FragmentDefinitionNode, type GraphQLObjectType, type GraphQLOutputType, type GraphQLSchema, type SelectionSetNode } from 'graphql';
import { isSelected } from '../planning/conditions';
import type { NormalOperation } from '../planning/normal-operation';

/** A field of an answer, with everything that is selected inside it. */
export interface CollectedField {
  /** What the client calls it. */
  readonly responseKey: string;
  /** What it is called in the data; null for `__typename` and the schema's own fields. */
  readonly internalKey: string | null;
  readonly node: FieldNode;
  /** Null for `__typename` and the schema's own fields. */
  readonly type: GraphQLOutputType | null;
  readonly sets: readonly SelectionSetNode[];
}

export type Collecting = Pick<NormalOperation, 'fragments' | 'conditions' | 'names'> & { readonly schema: GraphQLSchema };

/** The fields of an object of this type, in the order of the answer (GraphQL specification §6.3.2, CollectFields). */
export function collectFields(collecting: Collecting, type: GraphQLObjectType, sets: readonly SelectionSetNode[]): CollectedField[] {
  const grouped = new Map<string, FieldNode[]>();
  const visited = new Set<string>();
  for (const set of sets) group(set, { ...collecting, type, grouped, visited });
  return [...grouped].flatMap(([responseKey, nodes]) => {
    const [node] = nodes;
    if (!node) return [];
    const field = type.getFields()[node.name.value];
    const inner = nodes.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []));
    return [{ responseKey, node, sets: inner, internalKey: collecting.names.of(node), type: field?.type ?? null }];
  });
}

interface Grouping extends Collecting {
  readonly type: GraphQLObjectType;
  readonly grouped: Map<string, FieldNode[]>;
  readonly visited: Set<string>;
}

function group(set: SelectionSetNode, grouping: Grouping): void {
  for (const selection of set.selections) {
    if (!isSelected(selection, grouping.conditions)) continue;
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value;
      grouping.grouped.set(key, [...(grouping.grouped.get(key) ?? []), selection]);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      if (applies(selection.typeCondition?.name.value, grouping)) group(selection.selectionSet, grouping);
    } else groupFragment(grouping.fragments.get(selection.name.value), grouping);
  }
}

function groupFragment(fragment: FragmentDefinitionNode | undefined, grouping: Grouping): void {
  if (!fragment || grouping.visited.has(fragment.name.value)) return;
  grouping.visited.add(fragment.name.value);
  if (applies(fragment.typeCondition.name.value, grouping)) group(fragment.selectionSet, grouping);
}

function applies(condition: string | undefined, { schema, type }: Grouping): boolean {
  if (condition === undefined || condition === type.name) return true;
  const named = schema.getType(condition);
  return isAbstractType(named) && schema.isSubType(named, type);
}
