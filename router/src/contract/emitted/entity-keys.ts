import { Kind, type InterfaceTypeDefinitionNode, type ObjectTypeDefinitionNode } from 'graphql';

/** Fields by which an entity is referred to; empty for a type without `@key`. */
export function keyFieldsOf(type: ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode): string[] {
  const keys = (type.directives ?? []).filter((directive) => directive.name.value === 'key');
  const texts = keys.map((key) => key.arguments?.find((argument) => argument.name.value === 'fields')?.value);
  return texts.flatMap((text) => (text?.kind === Kind.STRING ? text.value.split(/[\s{}]+/).filter(Boolean) : []));
}
