import { isAbstractType, isInterfaceType, isObjectType, type GraphQLField, type GraphQLObjectType, type GraphQLSchema, type SelectionSetNode } from 'graphql';
import type { CaseContext } from '../graph-case';
import { canonical } from './canonical';
import type { ComposedCase } from './compose-case';
import { giveScalars } from './graph-scalars';
import { resolverValue, type LogicalGraph } from './logical-graph';
import { storedObject, type StoredObject } from './stored-object';

/** The API schema as one plain graphql-js schema over the data: what a supergraph has to answer like. */
export function referenceSchema({ api }: ComposedCase, logical: LogicalGraph): GraphQLSchema {
  giveScalars(api);
  for (const type of Object.values(api.getTypeMap())) {
    if (isAbstractType(type)) type.resolveType = (object: StoredObject) => object.typeName;
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) field.resolve = fieldResolver(type, field, logical);
  }
  return api;
}

function fieldResolver(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>, logical: LogicalGraph): GraphQLField<StoredObject | undefined, CaseContext>['resolve'] {
  const hidden = hiddenDefaults(type, field, logical.schema);
  return (source, given: Readonly<Record<string, unknown>>, context) => {
    const object = source ?? storedObject(logical.data, type.name);
    const args = { ...hidden, ...given };
    if (field.name === 'journal') return [...context.journal];
    if (type.name === 'Mutation') context.journal.push(`${field.name}${canonical(args)}`);
    return resolverValue(logical.read(object, field.name, args), field.type, (value) => storedObject(logical.data, value));
  };
}

/** Arguments that clients do not see still have their defaults. */
function hiddenDefaults(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>, internal: GraphQLSchema): Record<string, unknown> {
  const whole = internal.getType(type.name);
  const args = isObjectType(whole) ? whole.getFields()[field.name]?.args ?? [] : [];
  const hidden = args.filter(({ name, defaultValue }) => defaultValue !== undefined && !field.args.some((arg) => arg.name === name));
  return Object.fromEntries(hidden.map(({ name, defaultValue }) => [name, defaultValue]));
}

/** The field sets of `@requires` by `Type.field`; those of an interface object count for whatever implements the interface. */
export function requiredFieldSets({ subgraphs, internal }: ComposedCase): Map<string, SelectionSetNode> {
  const sets = new Map<string, SelectionSetNode>();
  for (const { facts } of subgraphs) {
    for (const [typeName, { fields }] of facts) {
      const type = internal.getType(typeName);
      const names = isInterfaceType(type) ? internal.getPossibleTypes(type).map(({ name }) => name) : [typeName];
      for (const [field, { requires }] of fields) if (requires) for (const name of names) sets.set(`${name}.${field}`, requires);
    }
  }
  return sets;
}
