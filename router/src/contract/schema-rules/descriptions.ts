import type { SchemaRule } from './linted-graph';
import { argumentsOf, enumValues, inputFields, isRootType, namedTypes, outputFields } from './schema-members';

/** Every type, field, argument, input field and enum value says what it means; the schema is the reference manual. */
export const describesEverything: SchemaRule = ({ internal }) => {
  const types = namedTypes(internal).filter((type) => !isRootType(internal, type)).map((node) => ({ coordinate: node.name, node }));
  const members = [...types, ...outputFields(internal), ...argumentsOf(internal), ...inputFields(internal), ...enumValues(internal)];
  return members.filter(({ node }) => !node.description?.trim()).map(({ coordinate }) => `${coordinate} has no description.`);
};
