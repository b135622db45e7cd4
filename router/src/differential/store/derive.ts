import { getNamedType, isEnumType, isScalarType, type GraphQLNamedType, type GraphQLOutputType } from 'graphql';
import { canonical, hashOf } from './canonical';
import { storedChoices, storedError, type StoredValue } from './stored-data';

/**
 * The value of a field, given what it depends on: arguments, fields that it requires. The stored one with the inputs mixed in,
 * so that a wrong input shows in the answer; without inputs the stored one, or the first of its choices.
 */
export function derive(stored: StoredValue, type: GraphQLOutputType, inputs: readonly unknown[]): StoredValue {
  const choices = storedChoices(stored);
  if (inputs.length === 0) return choices ? choices[0] ?? null : stored;
  const text = canonical(inputs.length === 1 ? inputs[0] : inputs);
  const chosen = choices ? choices[hashOf(text) % Math.max(choices.length, 1)] ?? null : stored;
  return mixed(chosen, getNamedType(type), text);
}

function mixed(stored: StoredValue, type: GraphQLNamedType, text: string): StoredValue {
  if (stored === null || storedError(stored) || isEnumType(type) || !isScalarType(type)) return stored;
  if (Array.isArray(stored)) return stored.map((item: StoredValue) => mixed(item, type, text));
  switch (type.name) {
    case 'String':
    case 'ID':
      return `${String(stored)}${text}`;
    case 'Int':
    case 'Float':
      return Number(stored) + (hashOf(text) % 1000);
    case 'Boolean':
      return stored !== (hashOf(text) % 2 === 0);
    default:
      return stored;
  }
}
