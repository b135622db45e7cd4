import { Kind, parse, type DirectiveNode, type FieldDefinitionNode, type SelectionSetNode, type TypeNode } from 'graphql';

type CompositeDefinition = { readonly name: string; readonly parents: readonly string[]; readonly members: readonly string[]; readonly directives: readonly DirectiveNode[]; readonly fields: readonly FieldDefinitionNode[] };

/** Names that an alias may not take on a type, because the router itself asks for these fields there. */
export type ReservedNames = (typeName: string) => ReadonlySet<string>;

const NONE: ReadonlySet<string> = new Set();

/**
 * Reads from the supergraph which fields the router selects on its own account: entity keys (`@join__type(key:)`) and
 * the inputs of computed fields (`@join__field(requires:)`). A client that gives such a name to another field as an
 * alias would choose what the router sends to `_entities`.
 */
export function reservedNames(supergraphSdl: string): ReservedNames {
  const types = compositeTypes(supergraphSdl);
  const own = new Map<string, Set<string>>();
  for (const type of types.values()) {
    for (const fieldSet of fieldSetsOf(type)) reserve(type.name, parse(`{${fieldSet}}`, { noLocation: true }), { types, own });
  }
  const resolved = new Map<string, ReadonlySet<string>>();
  for (const type of types.values()) resolved.set(type.name, namesFor(type, types, own));
  return (typeName) => resolved.get(typeName) ?? NONE;
}

function compositeTypes(sdl: string): Map<string, CompositeDefinition> {
  const types = new Map<string, CompositeDefinition>();
  for (const node of parse(sdl, { noLocation: true }).definitions) {
    if (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION) {
      const parents = (node.interfaces ?? []).map((parent) => parent.name.value);
      types.set(node.name.value, { name: node.name.value, parents, members: [], directives: node.directives ?? [], fields: node.fields ?? [] });
    } else if (node.kind === Kind.UNION_TYPE_DEFINITION) {
      const members = (node.types ?? []).map((member) => member.name.value);
      types.set(node.name.value, { name: node.name.value, parents: [], members, directives: [], fields: [] });
    }
  }
  return types;
}

function fieldSetsOf(type: CompositeDefinition): string[] {
  const keys = type.directives.map((directive) => argumentOf(directive, 'join__type', 'key'));
  const required = type.fields.flatMap((field) => (field.directives ?? []).map((directive) => argumentOf(directive, 'join__field', 'requires')));
  return [...keys, ...required].filter((fieldSet) => fieldSet !== undefined);
}

function argumentOf(directive: DirectiveNode, name: string, argument: string): string | undefined {
  if (directive.name.value !== name) return undefined;
  const value = directive.arguments?.find((candidate) => candidate.name.value === argument)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}

interface Reservations {
  readonly types: ReadonlyMap<string, CompositeDefinition>;
  readonly own: Map<string, Set<string>>;
}

function reserve(typeName: string, document: ReturnType<typeof parse>, into: Reservations): void {
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) reserveSelections(typeName, definition.selectionSet, into);
  }
}

function reserveSelections(typeName: string, selections: SelectionSetNode, into: Reservations): void {
  for (const selection of selections.selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) reserveSelections(selection.typeCondition?.name.value ?? typeName, selection.selectionSet, into);
    if (selection.kind !== Kind.FIELD) continue;
    const names = into.own.get(typeName) ?? new Set();
    into.own.set(typeName, names.add(selection.name.value));
    const field = into.types.get(typeName)?.fields.find((candidate) => candidate.name.value === selection.name.value);
    if (selection.selectionSet && field) reserveSelections(namedType(field.type), selection.selectionSet, into);
  }
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

/** Own names and those of every type that an object of this type may turn out to be, or is looked up as. */
function namesFor(type: CompositeDefinition, types: ReadonlyMap<string, CompositeDefinition>, own: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const related = new Set<string>([type.name, ...type.parents, ...type.members]);
  for (const candidate of types.values()) {
    if (candidate.parents.includes(type.name)) for (const name of [candidate.name, ...candidate.parents]) related.add(name);
    if (type.members.includes(candidate.name)) for (const name of candidate.parents) related.add(name);
  }
  return new Set([...related].flatMap((name) => [...(own.get(name) ?? NONE)]));
}
