import { strongest } from '@sangam/kit/authorization/narrow-viewer';
import type { ViewerReads } from '@sangam/kit/authorization/viewer';
import { Kind, OperationTypeNode, type DocumentNode, type FieldNode, type FragmentDefinitionNode, type InlineFragmentNode, type SelectionSetNode } from 'graphql';
import type { ViewFacts } from './view-facts';

/** What `_entities` answers with. */
const ENTITY = '_Entity';

interface Surroundings {
  readonly facts: ViewFacts;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/**
 * How much of the viewer a subgraph's answer to an operation depends on: the strongest of its fields and of the guards
 * that its references pass. What has effects, and whatever is not known, depends on all of it.
 */
export function viewKeyOf(document: DocumentNode, facts: ViewFacts | undefined): ViewerReads {
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (!facts || operation?.operation !== OperationTypeNode.QUERY) return 'user';
  const fragments = new Map(document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION).map((fragment) => [fragment.name.value, fragment]));
  return strongest(levelsOf(operation.selectionSet, 'Query', { facts, fragments }));
}

function* levelsOf({ selections }: SelectionSetNode, parent: string, surroundings: Surroundings): Generator<ViewerReads> {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      yield* levelsOfField(selection, parent, surroundings);
      continue;
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : surroundings.fragments.get(selection.name.value);
    if (!fragment) yield 'user';
    else yield* levelsOfFragment(fragment, parent, surroundings);
  }
}

function* levelsOfFragment({ typeCondition, selectionSet }: FragmentDefinitionNode | InlineFragmentNode, parent: string, surroundings: Surroundings): Generator<ViewerReads> {
  const type = typeCondition?.name.value ?? parent;
  if (parent === ENTITY) yield* eachType(type, surroundings, (name) => surroundings.facts.readsOfReference(name));
  yield* levelsOf(selectionSet, type, surroundings);
}

function* levelsOfField({ name: { value: name }, selectionSet }: FieldNode, parent: string, surroundings: Surroundings): Generator<ViewerReads> {
  if (name === '__typename') return;
  if (name === '_entities' && selectionSet) {
    // Whose guards it passes cannot be told where no type is named.
    if (selectionSet.selections.every(({ kind }) => kind === Kind.FIELD)) yield 'user';
    return yield* levelsOf(selectionSet, ENTITY, surroundings);
  }
  yield* eachType(parent, surroundings, (type) => surroundings.facts.readsOfField(type, name));
  if (!selectionSet) return;
  const type = surroundings.facts.fieldType(parent, name);
  if (type === undefined) yield 'user';
  else yield* levelsOf(selectionSet, type, surroundings);
}

function* eachType(type: string, { facts }: Surroundings, level: (objectType: string) => ViewerReads): Generator<ViewerReads> {
  const types = facts.runtimeTypes(type);
  if (types.length === 0) yield 'user';
  for (const name of types) yield level(name);
}
