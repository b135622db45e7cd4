import { getNamedType, isAbstractType, Kind, TypeInfo, visit, visitWithTypeInfo, type DocumentNode, type FieldNode, type GraphQLNamedType } from 'graphql';
import type { ComposedCase } from './store/compose-case';
import type { FieldFacts } from './store/federation-facts';

/** What of federation and of GraphQL a document uses, by its fields and what subgraphs say of them. */
export function featuresOf(document: DocumentNode, composed: ComposedCase): Set<string> {
  const found = new Set<string>();
  const info = new TypeInfo(composed.api);
  visit(document, visitWithTypeInfo(info, {
    [Kind.OPERATION_DEFINITION]: (node) => {
      if (node.operation === 'mutation') found.add('mutation');
      if (document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length > 1) found.add('several operations');
    },
    [Kind.FIELD]: (node) => addField(found, { node, parent: info.getParentType(), type: info.getType() ? getNamedType(info.getType()) ?? undefined : undefined }, composed),
    [Kind.DIRECTIVE]: (node) => void found.add(`@${node.name.value}`),
    [Kind.FRAGMENT_SPREAD]: () => void found.add('named fragment'),
    [Kind.INLINE_FRAGMENT]: () => void found.add(isAbstractType(info.getParentType()) ? 'fragment of an abstract type' : 'inline fragment'),
    [Kind.VARIABLE_DEFINITION]: (node) => void found.add(node.defaultValue ? 'variable with default' : 'variable'),
  }));
  return found;
}

interface AskedField {
  readonly node: FieldNode;
  readonly parent: GraphQLNamedType | null | undefined;
  readonly type: GraphQLNamedType | undefined;
}

function addField(found: Set<string>, { node, parent, type }: AskedField, composed: ComposedCase): void {
  const name = node.name.value;
  if (node.alias) found.add('alias');
  if (node.arguments?.length) found.add('argument');
  if (name.startsWith('__')) found.add(name === '__typename' ? '__typename' : 'introspection');
  if (!parent || name.startsWith('__')) return;
  if (isAbstractType(type)) found.add('abstract type');
  const names = isAbstractType(parent) ? [parent.name, ...composed.api.getPossibleTypes(parent).map((object) => object.name)] : [parent.name];
  for (const { facts } of composed.subgraphs) {
    for (const typeName of names) {
      const field = facts.get(typeName)?.fields.get(name);
      if (field) addFacts(found, field);
      if (field && facts.get(typeName)?.interfaceObject) found.add('@interfaceObject');
    }
  }
}

function addFacts(found: Set<string>, { requires, provides, override, external }: FieldFacts): void {
  if (requires) found.add('@requires');
  if (requires?.selections.some((part) => part.kind === Kind.FIELD && part.arguments?.length)) found.add('@requires with arguments');
  if (requires?.selections.some((part) => part.kind === Kind.FIELD && part.selectionSet)) found.add('@requires of objects');
  if (provides) found.add('@provides');
  if (override) found.add(override.label ? '@override by percentage' : '@override');
  if (external) found.add('@external');
}
