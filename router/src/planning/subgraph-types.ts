import { Kind, parse, print, type ConstDirectiveNode, type DocumentNode, type FieldDefinitionNode, type SelectionSetNode, type TypeNode } from 'graphql';
import type { TypeTable } from './type-table';

/** How a field of a type stands in one subgraph. */
export interface FieldStanding {
  /** Whether the subgraph can answer it: not where it only mentions the field (`@external`) or was relieved of it (`@override`). */
  readonly resolvable: boolean;
  /** What the subgraph has to be told first. */
  readonly requires?: SelectionSetNode;
  /** What it hands out of the field's value beyond what it can answer elsewhere. */
  readonly provides?: SelectionSetNode;
}

/** What the supergraph says of each subgraph's own view of the types (`join__…` directives). */
export interface SubgraphTypes {
  /** Type of a field's values in a subgraph, without lists; undefined where no type has such a field. */
  fieldType(subgraph: string, parent: string, field: string): string | undefined;
  /** Lists and exclamation marks of a field's type in a subgraph, and its name where it is a leaf. */
  shapeOf(subgraph: string, parent: string, field: string): string;
  /** Object types that a value of this type may turn out to have when a subgraph hands it out. */
  runtimeTypes(subgraph: string, type: string): readonly string[];
  /** `labels`: of the progressive overrides that hold. */
  standing(subgraph: string, field: { readonly parent: string; readonly name: string; readonly labels: ReadonlySet<string> }): FieldStanding;
}

interface Declared {
  readonly isObject: boolean;
  readonly fields: ReadonlyMap<string, FieldDefinitionNode>;
  readonly directives: readonly ConstDirectiveNode[];
}

interface Surroundings {
  readonly declared: ReadonlyMap<string, Declared>;
  readonly objects: ReadonlySet<string>;
  readonly graphs: ReadonlyMap<string, string>;
  readonly types: TypeTable;
}

export function subgraphTypes(supergraph: DocumentNode, types: TypeTable): SubgraphTypes {
  const declared = declaredTypes(supergraph);
  const surroundings: Surroundings = { declared, types, graphs: graphNames(supergraph), objects: new Set([...declared].filter(([, { isObject }]) => isObject).map(([name]) => name)) };
  const runtime = new Map<string, readonly string[]>();
  const standings = new Map<string, Standing>();
  return {
    fieldType: (subgraph, parent, field) => {
      const own = argument(joined(surroundings, subgraph, { parent, field }), 'type');
      return own === undefined ? namedType(declared.get(parent)?.fields.get(field)?.type) : own.replace(/[[\]!]/g, '');
    },
    shapeOf: (subgraph, parent, field) => {
      const node = declared.get(parent)?.fields.get(field);
      const text = argument(joined(surroundings, subgraph, { parent, field }), 'type') ?? (node ? print(node.type) : '');
      const name = text.replaceAll(/[[\]!]/g, '');
      return declared.has(name) ? text.replace(name, '') : text;
    },
    runtimeTypes: (subgraph, type) => remembered(runtime, `${subgraph} ${type}`, () => runtimeTypesIn(surroundings, subgraph, type)),
    standing: (subgraph, { parent, name, labels }) => {
      const { whileLabel, ...standing } = remembered(standings, `${subgraph} ${parent} ${name}`, () => standingOf(surroundings, subgraph, { parent, field: name }));
      return whileLabel === undefined ? standing : { ...standing, resolvable: standing.resolvable && labels.has(whileLabel.label) === whileLabel.holds };
    },
  };
}

function remembered<V>(memo: Map<string, V>, key: string, make: () => V): V {
  const known = memo.get(key) ?? make();
  memo.set(key, known);
  return known;
}

interface Standing extends FieldStanding {
  /** Only where a progressive override holds, or does not hold. */
  readonly whileLabel?: { readonly label: string; readonly holds: boolean };
}

interface Place {
  readonly parent: string;
  readonly field: string;
}

function standingOf(surroundings: Surroundings, subgraph: string, place: Place): Standing {
  const { parent, directives } = declarationIn(surroundings, subgraph, place);
  if (directives.length === 0) return { resolvable: parent !== undefined };
  const own = directives.find((directive) => isOf(surroundings, subgraph, directive));
  if (!own) return { resolvable: false };
  const [requires, provides, label] = [argument(own, 'requires'), argument(own, 'provides'), argument(own, 'overrideLabel')];
  const isMentioned = argument(own, 'external') === 'true' && !isKey(surroundings, subgraph, { parent: parent ?? '', field: place.field });
  return {
    resolvable: !isMentioned && (argument(own, 'usedOverridden') !== 'true' || label !== undefined),
    ...(requires !== undefined && { requires: fieldSet(requires) }), ...(provides !== undefined && { provides: fieldSet(provides) }),
    ...(label !== undefined && { whileLabel: { label, holds: argument(own, 'override') !== undefined } }),
  };
}

/** A subgraph may know an object only as the interface that it stands for (`@interfaceObject`). */
function declarationIn(surroundings: Surroundings, subgraph: string, { parent, field }: Place): { readonly parent?: string; readonly directives: readonly ConstDirectiveNode[] } {
  const candidates = [parent, ...[...surroundings.declared.keys()].filter((name) => name !== parent && surroundings.types.membersOf(name).has(parent))];
  for (const name of candidates) {
    const type = surroundings.declared.get(name);
    const definition = type?.fields.get(field);
    const isHere = type?.directives.some((directive) => directive.name.value === 'join__type' && isOf(surroundings, subgraph, directive) && (name === parent || argument(directive, 'isInterfaceObject') === 'true'));
    if (definition && isHere) return { parent: name, directives: (definition.directives ?? []).filter((directive) => directive.name.value === 'join__field') };
  }
  return { directives: [] };
}

function isKey({ declared, graphs }: Surroundings, subgraph: string, { parent, field }: Place): boolean {
  const keys = (declared.get(parent)?.directives ?? []).filter((directive) => directive.name.value === 'join__type' && graphs.get(argument(directive, 'graph') ?? '') === subgraph).map((directive) => argument(directive, 'key'));
  return keys.some((key) => key !== undefined && fieldSet(key).selections.some((node) => node.kind === Kind.FIELD && node.name.value === field));
}

function joined(surroundings: Surroundings, subgraph: string, { parent, field }: Place): ConstDirectiveNode | undefined {
  return surroundings.declared.get(parent)?.fields.get(field)?.directives?.find((directive) => directive.name.value === 'join__field' && isOf(surroundings, subgraph, directive));
}

function isOf({ graphs }: Surroundings, subgraph: string, directive: ConstDirectiveNode): boolean {
  return graphs.get(argument(directive, 'graph') ?? '') === subgraph;
}

function runtimeTypesIn(surroundings: Surroundings, subgraph: string, typeName: string): readonly string[] {
  const { objects, declared, types } = surroundings;
  if (objects.has(typeName)) return [typeName];
  const own = (declared.get(typeName)?.directives ?? []).filter((directive) => isOf(surroundings, subgraph, directive));
  const members = [...types.membersOf(typeName)].filter((member) => objects.has(member));
  if (own.some((directive) => directive.name.value === 'join__type' && argument(directive, 'isInterfaceObject') === 'true')) return members;
  const inUnion = own.filter((directive) => directive.name.value === 'join__unionMember').map((directive) => argument(directive, 'member'));
  const implementing = (member: string): boolean =>
    declared.get(member)?.directives.some((directive) => directive.name.value === 'join__implements' && argument(directive, 'interface') === typeName && isOf(surroundings, subgraph, directive)) ?? false;
  return members.filter((member) => inUnion.includes(member) || implementing(member));
}

function declaredTypes(supergraph: DocumentNode): Map<string, Declared> {
  const declared = new Map<string, Declared>();
  for (const node of supergraph.definitions) {
    const isObject = node.kind === Kind.OBJECT_TYPE_DEFINITION;
    if (!isObject && node.kind !== Kind.INTERFACE_TYPE_DEFINITION && node.kind !== Kind.UNION_TYPE_DEFINITION) continue;
    const fields = node.kind === Kind.UNION_TYPE_DEFINITION ? [] : (node.fields ?? []);
    declared.set(node.name.value, { isObject, directives: node.directives ?? [], fields: new Map(fields.map((field) => [field.name.value, field])) });
  }
  return declared;
}

/** Subgraphs by the value that stands for them in the supergraph. */
function graphNames(supergraph: DocumentNode): Map<string, string> {
  const names = new Map<string, string>();
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') continue;
    for (const value of definition.values ?? []) names.set(value.name.value, argument(value.directives?.[0], 'name') ?? value.name.value);
  }
  return names;
}

function argument(directive: ConstDirectiveNode | undefined, name: string): string | undefined {
  const value = directive?.arguments?.find((candidate) => candidate.name.value === name)?.value;
  return value && 'value' in value ? String(value.value) : undefined;
}

function namedType(type: TypeNode | undefined): string | undefined {
  return type === undefined || type.kind === Kind.NAMED_TYPE ? type?.name.value : namedType(type.type);
}

function fieldSet(text: string): SelectionSetNode {
  const [definition] = parse(`{${text}}`, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`${text} is not a selection.`);
  return definition.selectionSet;
}
