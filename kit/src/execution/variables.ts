import {
  GraphQLBoolean, GraphQLFloat, GraphQLID, GraphQLInt, GraphQLScalarType, GraphQLString, getVariableValues, isInputType, isListType, isNonNullType, isScalarType, typeFromAST,
  type GraphQLError, type GraphQLInputType, type GraphQLSchema, type VariableDefinitionNode,
} from 'graphql';

export type ReadVariables = { readonly coerced: Record<string, unknown>; readonly errors?: undefined } | { readonly coerced?: undefined; readonly errors: readonly GraphQLError[] };

/** Whether a value is what coercing it would make of it. */
type Test = (value: unknown) => boolean;

const MOST_ERRORS = 50;

/** Reads an operation's variables as graphql-js does; values that coercing would not change, without its pace. */
export function variablesReader(schema: GraphQLSchema, definitions: readonly VariableDefinitionNode[]): (inputs: Readonly<Record<string, unknown>>) => ReadVariables {
  const tests = definitions.map((definition) => ({ name: definition.variable.name.value, optional: !definition.defaultValue, isPlain: testOf(schema, definition) }));
  return (inputs) => {
    const coerced: Record<string, unknown> = {};
    for (const { name, optional, isPlain } of tests) {
      const given = Object.hasOwn(inputs, name);
      if (given ? !isPlain(inputs[name]) : !optional || !isPlain(null)) return getVariableValues(schema, definitions, inputs, { maxErrors: MOST_ERRORS }) as ReadVariables;
      if (given) coerced[name] = Array.isArray(inputs[name]) ? [...(inputs[name] as unknown[])] : inputs[name];
    }
    return { coerced };
  };
}

const never: Test = () => false;

function testOf(schema: GraphQLSchema, definition: VariableDefinitionNode): Test {
  const type = typeFromAST(schema, definition.type);
  if (!isInputType(type) || definition.variable.name.value === '__proto__') return never;
  const bare = isNonNullType(type) ? type.ofType : type;
  const test = isListType(bare) ? listTest(bare.ofType) : leafTest(bare);
  return isNonNullType(type) ? test : (value) => value === null || test(value);
}

function listTest(itemType: GraphQLInputType): Test {
  const bare = isNonNullType(itemType) ? itemType.ofType : itemType;
  if (isListType(bare)) return never;
  const test = leafTest(bare);
  return (value) => Array.isArray(value) && value.every((item) => (item === null ? bare === itemType : test(item)));
}

const PLAIN: ReadonlyMap<GraphQLInputType, Test> = new Map<GraphQLInputType, Test>([
  [GraphQLString, (value) => typeof value === 'string'],
  [GraphQLID, (value) => typeof value === 'string'],
  [GraphQLBoolean, (value) => typeof value === 'boolean'],
  [GraphQLInt, (value) => typeof value === 'number' && (value | 0) === value],
  [GraphQLFloat, (value) => typeof value === 'number' && Number.isFinite(value)],
]);

/** Scalars that take any value as it is, such as `_Any`, have this reader. */
const { parseValue: asItIs } = new GraphQLScalarType({ name: 'AsItIs' });

function leafTest(type: GraphQLInputType): Test {
  const plain = PLAIN.get(type);
  if (plain) return plain;
  return isScalarType(type) && type.parseValue === asItIs ? (value) => value !== null && value !== undefined : never;
}
