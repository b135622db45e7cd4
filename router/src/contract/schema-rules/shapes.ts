import { getNamedType, getNullableType, isListType, isObjectType } from 'graphql';
import type { SchemaRule } from './linted-graph';
import { argumentsOf, enumValues, inputFields, namedTypes, outputFields } from './schema-members';

export const enumValuesScream: SchemaRule = ({ internal }) =>
  enumValues(internal).filter(({ node }) => !/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/.test(node.name)).map(({ coordinate }) => `${coordinate} is not in SCREAMING_SNAKE_CASE.`);

const PAGING = ['first', 'after', 'last', 'before'];
const PAGE = ['edges', 'nodes', 'pageInfo', 'totalCount'];

/** Lists that can grow are Relay connections, all alike. */
export const connectionsAreComplete: SchemaRule = ({ internal }) => [
  ...outputFields(internal).filter(({ node }) => getNamedType(node.type).name.endsWith('Connection')).flatMap(({ coordinate, node }) => {
    const missing = PAGING.filter((name) => !node.args.some((argument) => argument.name === name));
    return missing.length > 0 ? [`${coordinate} returns a connection but lacks ${missing.join(', ')}.`] : [];
  }),
  ...namedTypes(internal).filter((type) => isObjectType(type) && type.name.endsWith('Connection')).flatMap((type) => {
    const missing = PAGE.filter((name) => isObjectType(type) && !type.getFields()[name]);
    return missing.length > 0 ? [`${type.name} lacks ${missing.join(', ')}.`] : [];
  }),
];

/** A payload exists where several things change; success is the absence of an error. */
export const payloadsCarryChanges: SchemaRule = ({ internal }) => [
  ...outputFields(internal).filter(({ node }) => node.name === 'success').map(({ coordinate }) => `${coordinate}: success is the absence of an error, not a field.`),
  ...namedTypes(internal).filter((type) => isObjectType(type) && type.name.endsWith('Payload') && Object.keys(type.getFields()).length < 2)
    .map((type) => `${type.name} carries one thing; return that thing.`),
];

/** Whoever deprecates says until when it stays. */
export const deprecationsHaveDates: SchemaRule = ({ internal }) => {
  const members = [...outputFields(internal), ...argumentsOf(internal), ...inputFields(internal), ...enumValues(internal)];
  return members.filter(({ node }) => node.deprecationReason && !/REMOVE_AFTER=\d{4}-\d{2}-\d{2}\b/.test(node.deprecationReason))
    .map(({ coordinate }) => `${coordinate} is deprecated without REMOVE_AFTER=YYYY-MM-DD.`);
};

/** An object refers to objects, not to their ids. */
export const referencesAreObjects: SchemaRule = ({ api }) => outputFields(api).filter(({ node }) => node.name !== 'id' && /Ids?$/.test(node.name) && getNamedType(node.type).name === 'ID')
  .map(({ coordinate }) => `${coordinate} is a bare id; refer to the object.`);

/** Money is exact. */
export const moneyIsExact: SchemaRule = ({ api }) => outputFields(api)
  .filter(({ node }) => /(?:amount|price|fee|balance|cost|revenue|salary|income)$/i.test(node.name) && getNamedType(node.type).name === 'Float')
  .map(({ coordinate }) => `${coordinate} is money as a Float.`);

/** A null item means nothing in any input. */
export const inputListsHoldNoNulls: SchemaRule = ({ api }) => inputFields(api).filter(({ node }) => {
  const type = getNullableType(node.type);
  return isListType(type) && getNullableType(type.ofType) === type.ofType;
}).map(({ coordinate }) => `${coordinate} is a list of nullable items.`);
