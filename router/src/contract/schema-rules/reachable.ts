import { getNamedType, isInputObjectType, isInterfaceType, isObjectType, isUnionType, type GraphQLNamedType, type GraphQLSchema } from 'graphql';
import type { SchemaRule } from './linted-graph';
import { namedTypes } from './schema-members';

/** No type that clients can see but not reach: it should be inaccessible together with the field that uses it. */
export const typesAreReachable: SchemaRule = ({ api }) => {
  const reached = new Set<GraphQLNamedType>();
  const waiting: GraphQLNamedType[] = [api.getQueryType(), api.getMutationType(), api.getSubscriptionType()].flatMap((type) => type ?? []);
  for (let type = waiting.pop(); type; type = waiting.pop()) {
    if (reached.has(type)) continue;
    reached.add(type);
    waiting.push(...neighbours(api, type));
  }
  return namedTypes(api).filter((type) => !reached.has(type)).map((type) => `${type.name} is in the API but nothing reaches it; mark it @inaccessible.`);
};

function neighbours(schema: GraphQLSchema, type: GraphQLNamedType): GraphQLNamedType[] {
  if (isUnionType(type)) return [...type.getTypes()];
  if (isInputObjectType(type)) return Object.values(type.getFields()).map((field) => getNamedType(field.type));
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  const fields = Object.values(type.getFields()).flatMap((field) => [field.type, ...field.args.map((argument) => argument.type)].map((type): GraphQLNamedType => getNamedType(type)));
  return [...fields, ...type.getInterfaces(), ...(isInterfaceType(type) ? schema.getPossibleTypes(type) : [])];
}
