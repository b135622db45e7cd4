import { isScalarType, valueFromASTUntyped, type GraphQLSchema } from 'graphql';

/**
 * `Stamp` differs inside and outside, a number and `t` with the number: serialising twice or not at all shows. Other scalars of a
 * case are JSON as it is.
 */
export function giveScalars(schema: GraphQLSchema): GraphQLSchema {
  const stamp = schema.getType('Stamp');
  if (!isScalarType(stamp)) return schema;
  const parse = (value: unknown): number => {
    if (typeof value !== 'string' || !/^t\d+$/.test(value)) throw new TypeError('A Stamp is t and a number.');
    return Number(value.slice(1));
  };
  stamp.serialize = (value) => {
    if (typeof value !== 'number') throw new TypeError(`A Stamp is a number inside, not ${String(value)}.`);
    return `t${value}`;
  };
  stamp.parseValue = parse;
  stamp.parseLiteral = (node, variables) => parse(valueFromASTUntyped(node, variables));
  return schema;
}
