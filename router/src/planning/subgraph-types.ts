import { Kind, type ConstDirectiveNode, type DocumentNode, type FieldDefinitionNode, type TypeNode } from 'graphql';
import type { TypeTable } from './type-table';

/** What the supergraph says of each subgraph's own view of the types (`join__…` directives). */
export interface SubgraphTypes {
  /** Type of a field's values in a subgraph, without lists; undefined where no type has such a field. */
  fieldType(subgraph: string, parent: string, field: string): string | undefined;
  /** Object types that a value of this type may turn out to have when a subgraph hands it out. */
  runtimeTypes(subgraph: string, type: string): readonly string[];
  /** What a subgraph has to be told before it can answer a field, as the text of a selection. */
  requirementOf(subgraph: string, parent: string, field: string): string | undefined;
}

interface Declared {
  readonly isObject: boolean;
  readonly fields: ReadonlyMap<string, FieldDefinitionNode>;
  readonly directives: readonly ConstDirectiveNode[];
}

export function subgraphTypes(supergraph: DocumentNode, types: TypeTable): SubgraphTypes {
  const graphs = graphNames(supergraph);
  const declared = declaredTypes(supergraph);
  const objects = new Set([...declared].filter(([, { isObject }]) => isObject).map(([name]) => name));
  const joined = (subgraph: string, parent: string, field: string): ConstDirectiveNode | undefined =>
    declared.get(parent)?.fields.get(field)?.directives?.find((directive) => directive.name.value === 'join__field' && graphs.get(argument(directive, 'graph') ?? '') === subgraph);
  const memo = new Map<string, readonly string[]>();
  return {
    fieldType: (subgraph, parent, field) => {
      const own = argument(joined(subgraph, parent, field), 'type');
      return own === undefined ? namedType(declared.get(parent)?.fields.get(field)?.type) : own.replace(/[[\]!]/g, '');
    },
    runtimeTypes(subgraph, type) {
      const key = `${subgraph} ${type}`;
      const known = memo.get(key) ?? runtimeTypesIn({ declared, objects, graphs, types }, subgraph, type);
      memo.set(key, known);
      return known;
    },
    requirementOf: (subgraph, parent, field) => argument(joined(subgraph, parent, field), 'requires'),
  };
}

interface Surroundings {
  readonly declared: ReadonlyMap<string, Declared>;
  readonly objects: ReadonlySet<string>;
  readonly graphs: ReadonlyMap<string, string>;
  readonly types: TypeTable;
}

function runtimeTypesIn({ declared, objects, graphs, types }: Surroundings, subgraph: string, typeName: string): readonly string[] {
  if (objects.has(typeName)) return [typeName];
  const inSubgraph = (directive: ConstDirectiveNode): boolean => graphs.get(argument(directive, 'graph') ?? '') === subgraph;
  const directives = declared.get(typeName)?.directives ?? [];
  const members = [...types.membersOf(typeName)].filter((member) => objects.has(member));
  const isInterfaceObject = directives.some((directive) => directive.name.value === 'join__type' && inSubgraph(directive) && argument(directive, 'isInterfaceObject') === 'true');
  if (isInterfaceObject) return members;
  const unionMembers = directives.filter((directive) => directive.name.value === 'join__unionMember' && inSubgraph(directive)).map((directive) => argument(directive, 'member'));
  return members.filter((member) => unionMembers.includes(member) || implementsIn(declared.get(member), typeName, inSubgraph));
}

function implementsIn(member: Declared | undefined, typeName: string, inSubgraph: (directive: ConstDirectiveNode) => boolean): boolean {
  return member?.directives.some((directive) => directive.name.value === 'join__implements' && argument(directive, 'interface') === typeName && inSubgraph(directive)) ?? false;
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
