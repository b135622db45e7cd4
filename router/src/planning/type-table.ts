import { Kind, type DocumentNode } from 'graphql';

/** Which types a type condition takes in, read from the supergraph: also those that clients do not see. */
export interface TypeTable {
  /** The type itself, its members or implementations, interfaces among them. */
  membersOf(typeName: string): ReadonlySet<string>;
}

export function typeTable(supergraph: DocumentNode): TypeTable {
  const members = new Map<string, Set<string>>();
  const setOf = (name: string): Set<string> => {
    const known = members.get(name) ?? new Set([name]);
    members.set(name, known);
    return known;
  };
  for (const definition of supergraph.definitions) {
    if (definition.kind === Kind.UNION_TYPE_DEFINITION) for (const type of definition.types ?? []) setOf(definition.name.value).add(type.name.value);
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const parent of definition.interfaces ?? []) setOf(parent.name.value).add(definition.name.value);
  }
  return { membersOf: setOf };
}
