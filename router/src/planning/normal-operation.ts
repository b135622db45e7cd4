import {
  getNamedType, isAbstractType, isCompositeType, Kind, OperationTypeNode, print, visit, type DocumentNode, type FieldNode, type FragmentDefinitionNode, type GraphQLCompositeType, type GraphQLSchema,
  type OperationDefinitionNode, type SelectionNode, type SelectionSetNode,
} from 'graphql';
import { fragmentsOf, isSelected, type Conditions } from './conditions';
import { InternalNames } from './internal-names';

/** A client's operation under fixed conditions, in the form in which it is planned. */
export interface NormalOperation {
  readonly kind: OperationTypeNode;
  readonly client: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly conditions: Conditions;
  readonly names: InternalNames;
  /** One operation without aliases of the client, fragments' names, conditions or introspection. Null where no subgraph has to be asked. */
  readonly planned: DocumentNode | null;
  /** Text of `planned`. */
  readonly text: string | null;
}

export interface NormalizeOptions {
  readonly schema: GraphQLSchema;
  readonly fieldNames: ReadonlySet<string>;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly conditions: Conditions;
}

/** Rewrites a valid operation so that equal questions have equal texts and no planner can be confused by names. */
export function normalizeOperation({ schema, fieldNames, document, operation, conditions }: NormalizeOptions): NormalOperation {
  const walk: Walk = { schema, conditions, fragments: fragmentsOf(document), names: new InternalNames(fieldNames) };
  const root = schema.getRootType(operation.operation);
  if (!root) throw new Error(`The schema has no ${operation.operation} type.`);
  const selections = selectionsOf([operation.selectionSet], root, walk);
  const planned = selections.length === 0 ? null : documentOf(operation, selections);
  return { kind: operation.operation, client: operation, fragments: walk.fragments, conditions, names: walk.names, planned, text: planned && print(planned) };
}

interface Walk {
  readonly schema: GraphQLSchema;
  readonly conditions: Conditions;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly names: InternalNames;
}

function documentOf({ operation, variableDefinitions = [] }: OperationDefinitionNode, selections: readonly SelectionNode[]): DocumentNode {
  const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections };
  const used = new Set<string>();
  visit(selectionSet, { Variable: (node) => void used.add(node.name.value) });
  const variables = variableDefinitions.filter(({ variable }) => used.has(variable.name.value)).map(({ directives: _directives, ...definition }) => definition);
  return { kind: Kind.DOCUMENT, definitions: [{ kind: Kind.OPERATION_DEFINITION, operation, variableDefinitions: variables, selectionSet }] };
}

/** Fields by internal name, then fragments by type. A set met twice counts once, so that the work does not grow with what fragments unfold to. */
interface Gathered {
  readonly fields: Map<string, { readonly node: FieldNode; readonly type: GraphQLCompositeType | undefined; readonly sets: Set<SelectionSetNode> }>;
  readonly fragments: Map<string, Set<SelectionSetNode>>;
}

function selectionsOf(sets: Iterable<SelectionSetNode>, parent: GraphQLCompositeType, walk: Walk): SelectionNode[] {
  const gathered: Gathered = { fields: new Map(), fragments: new Map() };
  for (const set of sets) gather(set, parent, { ...walk, gathered });
  const selections: SelectionNode[] = isAbstractType(parent) ? [TYPENAME] : [];
  for (const [name, { node, type, sets: inner }] of gathered.fields) selections.push(fieldNode({ name, node, type, inner }, walk));
  for (const [typeName, inner] of gathered.fragments) {
    const type = walk.schema.getType(typeName);
    if (!isCompositeType(type)) continue;
    const content = selectionsOf(inner, type, walk);
    if (content.length > 0) selections.push({ kind: Kind.INLINE_FRAGMENT, typeCondition: namedType(typeName), selectionSet: { kind: Kind.SELECTION_SET, selections: content } });
  }
  return selections;
}

function gather(set: SelectionSetNode, parent: GraphQLCompositeType, walk: Walk & { readonly gathered: Gathered }): void {
  for (const selection of set.selections) {
    if (!isSelected(selection, walk.conditions)) continue;
    if (selection.kind === Kind.FIELD) gatherField(selection, parent, walk);
    else {
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : walk.fragments.get(selection.name.value);
      if (!fragment) continue;
      const typeName = fragment.typeCondition?.name.value ?? parent.name;
      if (typeName === parent.name) gather(fragment.selectionSet, parent, walk);
      else add(walk.gathered.fragments, typeName, fragment.selectionSet);
    }
  }
}

function gatherField(node: FieldNode, parent: GraphQLCompositeType, { names, gathered }: Walk & { readonly gathered: Gathered }): void {
  const field = 'getFields' in parent ? parent.getFields()[node.name.value] : undefined;
  // `__typename` is known or selected anyway; the schema's own fields are answered without subgraphs.
  if (!field) return;
  const name = names.give(node, field);
  const type = getNamedType(field.type);
  const known = gathered.fields.get(name) ?? { node, type: isCompositeType(type) ? type : undefined, sets: new Set() };
  gathered.fields.set(name, known);
  if (node.selectionSet) known.sets.add(node.selectionSet);
}

interface InnerField {
  readonly name: string;
  readonly node: FieldNode;
  readonly type: GraphQLCompositeType | undefined;
  readonly inner: Iterable<SelectionSetNode>;
}

function fieldNode({ name, node, type, inner }: InnerField, walk: Walk): FieldNode {
  const selections = type && selectionsOf(inner, type, walk);
  return {
    kind: Kind.FIELD, name: node.name, ...(name !== node.name.value && { alias: { kind: Kind.NAME, value: name } }), ...(node.arguments?.length && { arguments: node.arguments }),
    // Whether an object is there has to be asked even when nothing of it is wanted.
    ...(selections && { selectionSet: { kind: Kind.SELECTION_SET, selections: selections.length > 0 ? selections : [TYPENAME] } }),
  };
}

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

function namedType(name: string) {
  return { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } } as const;
}

function add<V>(map: Map<string, Set<V>>, key: string, value: V): void {
  const known = map.get(key);
  if (known) known.add(value);
  else map.set(key, new Set([value]));
}
