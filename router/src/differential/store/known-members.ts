import { isObjectType, Kind, visit, type DocumentNode, type FieldDefinitionNode, type GraphQLSchema } from 'graphql';
import type { CaseSubgraph, ComposedCase } from './compose-case';

interface ServedSubgraph {
  readonly facts: CaseSubgraph['facts'];
  /** The members of its unions and the implementations of its interfaces. */
  readonly members: ReadonlyMap<string, ReadonlySet<string>>;
  readonly fieldTypes: ReadonlyMap<string, string>;
  readonly hiddenValues: ReadonlySet<string>;
}

/** Which values subgraphs can answer with: a subgraph knows the types that it defines, no others. */
export class KnownMembers {
  private readonly internal: GraphQLSchema;
  private readonly subgraphs: readonly ServedSubgraph[];

  constructor({ subgraphs, internal }: ComposedCase) {
    this.internal = internal;
    this.subgraphs = subgraphs.map(({ facts, document }) => ({ facts, members: membersOf(document), fieldTypes: fieldTypesOf(document), hiddenValues: hiddenValuesOf(document) }));
  }

  /** Whether every subgraph that answers the field or requires it knows the object type as one of the abstract type. */
  allow(typeName: string, field: string, member: { readonly abstract: string; readonly type: string }): boolean {
    return this.defining(typeName, field).every(({ members, facts }) => facts.get(member.abstract)?.interfaceObject === true || members.get(member.abstract)?.has(member.type) === true);
  }

  /** Whether some subgraph promises more of the field than the graph does: no null may come. */
  isStricter(typeName: string, field: string): boolean {
    return new Set(this.answering(typeName, field).map(({ fieldTypes }) => fieldTypes.get(`${typeName}.${field}`))).size > 1;
  }

  hides(value: string): boolean {
    return this.subgraphs.some(({ hiddenValues }) => hiddenValues.has(value));
  }

  private answering(typeName: string, field: string): ServedSubgraph[] {
    return this.defining(typeName, field).filter(({ facts }) => facts.get(typeName)?.fields.get(field)?.external !== true);
  }

  private defining(typeName: string, field: string): ServedSubgraph[] {
    const type = this.internal.getType(typeName);
    const interfaces = isObjectType(type) ? type.getInterfaces() : [];
    return this.subgraphs.filter(({ facts }) => facts.get(typeName)?.fields.has(field) || interfaces.some(({ name }) => facts.get(name)?.interfaceObject && facts.get(name)?.fields.has(field)));
  }
}

function membersOf(document: DocumentNode): Map<string, Set<string>> {
  const members = new Map<string, Set<string>>();
  const add = (abstract: string, type: string): void => void members.set(abstract, new Set([...(members.get(abstract) ?? []), type]));
  for (const node of document.definitions) {
    if (node.kind === Kind.UNION_TYPE_DEFINITION) node.types?.forEach(({ name }) => add(node.name.value, name.value));
    if (node.kind === Kind.OBJECT_TYPE_DEFINITION) node.interfaces?.forEach(({ name }) => add(name.value, node.name.value));
  }
  return members;
}

function fieldTypesOf(document: DocumentNode): Map<string, string> {
  const types = new Map<string, string>();
  for (const node of document.definitions) {
    if (node.kind === Kind.OBJECT_TYPE_DEFINITION) node.fields?.forEach((field) => types.set(`${node.name.value}.${field.name.value}`, written(field)));
  }
  return types;
}

const written = ({ type }: FieldDefinitionNode): string => JSON.stringify(type);

function hiddenValuesOf(document: DocumentNode): Set<string> {
  const values = new Set<string>();
  visit(document, { [Kind.ENUM_VALUE_DEFINITION]: (node) => void (node.directives?.some(({ name }) => name.value === 'inaccessible') && values.add(node.name.value)) });
  return values;
}
