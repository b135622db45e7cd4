import type { NamedCase } from '../named-case';

export const overrideForNobody: NamedCase = {
  name: 'override for nobody',
  why: 'Hive’s planner forgets the part of a progressive override where the field is of a union.',
  subgraphs: {
    ants: 'type Query { user: User } union Found = User type User @key(fields: "id") { id: ID owner: Found @override(from: "dogs", label: "percent(0)") }',
    dogs: 'union Found = User type User @key(fields: "id") { id: ID owner: Found }',
  },
  data: {
    Query: { user: 'User:3' },
    'User:3': { id: 'u3', owner: 'User:3' },
  },
  query: '{ user { owner { __typename } } }',
  answer: { user: { owner: { __typename: 'User' } } },
};
