import { GraphQLError, isObjectType, type GraphQLAbstractType, type GraphQLObjectType } from 'graphql';
import { inspect } from 'graphql/jsutils/inspect';
import type { FieldPlan } from './field-plan';

interface NamedValue {
  readonly type: GraphQLAbstractType;
  /** What the type resolver answered. */
  readonly name: unknown;
  readonly value: unknown;
}

/**
 * The object type behind a value of an abstract type.
 * @throws GraphQLError, in the words of graphql-js, for a name that cannot be it
 */
export function runtimeTypeOf({ plan: { schema }, parentType, definition, nodes }: FieldPlan, { type, name, value }: NamedValue): GraphQLObjectType {
  const field = `"${parentType.name}.${definition.name}"`;
  if (name === null || name === undefined) {
    const advice = `Either the "${type.name}" type should provide a "resolveType" function or each possible type should provide an "isTypeOf" function.`;
    throw new GraphQLError(`Abstract type "${type.name}" must resolve to an Object type at runtime for field ${field}. ${advice}`, { nodes });
  }
  if (isObjectType(name)) throw new GraphQLError('Support for returning GraphQLObjectType from resolveType was removed in graphql-js@16.0.0 please return type name instead.');
  if (typeof name !== 'string') {
    throw new GraphQLError(`Abstract type "${type.name}" must resolve to an Object type at runtime for field ${field} with value ${inspect(value)}, received "${inspect(name)}".`);
  }
  const found = schema.getType(name);
  if (!found) throw new GraphQLError(`Abstract type "${type.name}" was resolved to a type "${name}" that does not exist inside the schema.`, { nodes });
  if (!isObjectType(found)) throw new GraphQLError(`Abstract type "${type.name}" was resolved to a non-object type "${name}".`, { nodes });
  if (!schema.isSubType(type, found)) throw new GraphQLError(`Runtime Object type "${found.name}" is not a possible type for "${type.name}".`, { nodes });
  return found;
}
