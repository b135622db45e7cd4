import { Kind, type SelectionSetNode } from 'graphql';
import { canonical } from './canonical';
import type { TypeFacts } from './federation-facts';
import type { LogicalGraph } from './logical-graph';
import { projectRepresentation } from './project-representation';
import type { StoredObject } from './stored-object';

type ReferenceResolver = (representation: Readonly<Record<string, unknown>>) => StoredObject | null;

/** Finds the record whose keys are those of a representation: all those that it holds completely, at least one. */
export function referenceResolver(typeName: string, facts: TypeFacts, logical: LogicalGraph): ReferenceResolver {
  const indexes = facts.keys.map((key) => ({ key, index: indexOf(typeName, key, logical) }));
  return (representation) => {
    const found = indexes.filter(({ key }) => holds(representation, key)).map(({ key, index }) => index().get(canonical(projectRepresentation(representation, key, logical.schema))));
    const [first] = found;
    return first && found.every((object) => object?.fields === first.fields) ? first.arrivedBy({ representation }) : null;
  };
}

function indexOf(typeName: string, key: SelectionSetNode, logical: LogicalGraph): () => ReadonlyMap<string, StoredObject> {
  let made: ReadonlyMap<string, StoredObject> | undefined;
  return () => (made ??= new Map(logical.recordsOf(typeName).map((object) => [canonical(logical.project(object, key)), object])));
}

function holds(value: unknown, key: SelectionSetNode): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return key.selections.every((selection) => {
    if (selection.kind !== Kind.FIELD) return false;
    const part = (value as Record<string, unknown>)[selection.name.value];
    return selection.selectionSet ? holds(part, selection.selectionSet) : part !== undefined;
  });
}
