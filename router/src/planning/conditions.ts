import { Kind, visit, type ConstDirectiveNode, type DirectiveNode, type DocumentNode, type FragmentDefinitionNode, type OperationDefinitionNode, type SelectionNode } from 'graphql';

/** Whether each variable that `@skip` or `@include` asks for is true. */
export type Conditions = ReadonlyMap<string, boolean>;

/** Names of the variables that decide what an operation selects, in the order they are met. */
export function conditionVariables(document: DocumentNode, operation: OperationDefinitionNode): string[] {
  const names = new Set<string>();
  const read = (directive: DirectiveNode): void => {
    const value = conditionOf(directive);
    if (value?.kind === Kind.VARIABLE) names.add(value.name.value);
  };
  // Fragments of other operations may be read too: a variable more than needed does no harm as long as this operation declares it.
  for (const definition of document.definitions) {
    if (definition === operation || definition.kind === Kind.FRAGMENT_DEFINITION) visit(definition, { Directive: read });
  }
  const declared = new Set(operation.variableDefinitions?.map(({ variable }) => variable.name.value));
  return [...names].filter((name) => declared.has(name));
}

/** Whether a selection is part of the operation. */
export function isSelected(selection: SelectionNode, conditions: Conditions): boolean {
  return selection.directives === undefined || selection.directives.every((directive) => admits(directive, conditions));
}

function admits(directive: DirectiveNode, conditions: Conditions): boolean {
  const value = conditionOf(directive);
  if (!value) return true;
  const holds = value.kind === Kind.VARIABLE ? conditions.get(value.name.value) : value.kind === Kind.BOOLEAN && value.value;
  return holds === (directive.name.value === 'include');
}

function conditionOf(directive: DirectiveNode | ConstDirectiveNode) {
  const { value: name } = directive.name;
  return name === 'skip' || name === 'include' ? directive.arguments?.find((argument) => argument.name.value === 'if')?.value : undefined;
}

/** The fragments of a document by name. */
export function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  return fragments;
}
