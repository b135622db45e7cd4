import {
  isEnumType, isInputObjectType, isInterfaceType, isIntrospectionType, isObjectType, isSpecifiedScalarType,
  type GraphQLArgument, type GraphQLEnumValue, type GraphQLField, type GraphQLInputField, type GraphQLNamedType, type GraphQLSchema,
} from 'graphql';

/** A type, field, argument or enum value with the coordinate that names it in messages. */
export interface Member<T> {
  readonly coordinate: string;
  readonly node: T;
}

export function namedTypes(schema: GraphQLSchema): GraphQLNamedType[] {
  return Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type));
}

export function isRootType(schema: GraphQLSchema, type: GraphQLNamedType): boolean {
  return [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].includes(type as never);
}

export function outputFields(schema: GraphQLSchema): (Member<GraphQLField<unknown, unknown>> & { readonly parent: string })[] {
  return namedTypes(schema).filter((type) => isObjectType(type) || isInterfaceType(type)).flatMap((type) =>
    Object.values(type.getFields()).map((node) => ({ coordinate: `${type.name}.${node.name}`, parent: type.name, node })));
}

export function inputFields(schema: GraphQLSchema): Member<GraphQLInputField>[] {
  return namedTypes(schema).filter(isInputObjectType).flatMap((type) =>
    Object.values(type.getFields()).map((node) => ({ coordinate: `${type.name}.${node.name}`, node })));
}

export function argumentsOf(schema: GraphQLSchema): Member<GraphQLArgument>[] {
  return outputFields(schema).flatMap(({ coordinate, node }) => node.args.map((argument) => ({ coordinate: `${coordinate}(${argument.name}:)`, node: argument })));
}

export function enumValues(schema: GraphQLSchema): Member<GraphQLEnumValue>[] {
  return namedTypes(schema).filter(isEnumType).flatMap((type) => type.getValues().map((node) => ({ coordinate: `${type.name}.${node.name}`, node })));
}
