import { buildSchema, getOperationAST, parse, type OperationDefinitionNode } from 'graphql';
import { variableErrors } from './variables';

const schema = buildSchema('input Person { name: String! age: Int } type Query { q(person: Person!, ids: [ID!], kind: Kind): Int } enum Kind { GOOD BAD }');
const operation = getOperationAST(parse('query ($person: Person!, $ids: [ID!], $kind: Kind) { q(person: $person, ids: $ids, kind: $kind) }')) as OperationDefinitionNode;
const problemsOf = (variables: Record<string, unknown>) => variableErrors(operation, variables, { schema, maxErrors: 5 }).map(({ extensions }) => extensions);

it.each([
  ['nothing at all', {}, { path: 'person', reason: 'MISSING' }],
  ['null for a required variable', { person: null }, { path: 'person', reason: 'MISSING' }],
  ['a missing field', { person: {} }, { path: 'person.name', reason: 'MISSING' }],
  ['a wrong type', { person: { name: 'a', age: 'x' } }, { path: 'person.age', reason: 'FORMAT' }],
  ['an unknown key', { person: { name: 'a', agee: 1 } }, { path: 'person.agee', reason: 'FORMAT', detail: 'not a field of this input' }],
  ['a number too large', { person: { name: 'a', age: 2 ** 31 } }, { path: 'person.age', reason: 'FORMAT' }],
  ['an object in a list of ids', { person: { name: 'a' }, ids: ['1', {}] }, { path: 'ids[1]', reason: 'FORMAT' }],
  ['an unknown enum value', { person: { name: 'a' }, kind: 'GOD' }, { path: 'kind', reason: 'FORMAT' }],
])('%s is named', (_case, variables, field) => {
  expect(problemsOf(variables)).toEqual([{ code: 'BAD_USER_INPUT', fields: [field] }]);
});

it('repeats neither what was sent nor the schema', () => {
  const [error] = variableErrors(operation, { person: { name: 'a' }, kind: 'GOD' }, { schema, maxErrors: 5 });
  expect(error?.message).toBe('The input is not valid.');
});

it('passes what fits', () => {
  expect(problemsOf({ person: { name: 'a', age: 3 }, ids: ['1'], kind: 'BAD' })).toEqual([]);
});
