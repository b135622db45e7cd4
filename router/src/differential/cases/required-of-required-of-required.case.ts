import type { NamedCase } from '../named-case';

export const requiredOfRequiredOfRequired: NamedCase = {
  name: 'required of required of required',
  why: 'No planner plans it; the refusal is what is right.',
  subgraphs: {
    bees: `
      type Store @key(fields: "id") @key(fields: "code region") { id: ID code: String region: Int made: User @external score: String @requires(fields: "made { code }") }
      type User { code: String! @external }
    `,
    cats: `
      type Store @key(fields: "id") { id: ID made: User score: String @external name: String @requires(fields: "score") }
      type User { code: String! }
    `,
    dogs: 'type Query { title: Store } type Store @key(fields: "code region") { code: String region: Int }',
  },
  data: {
    Query: { title: 'Store:1' },
    'Store:1': { id: 's1', code: 'c', region: 1, made: { __typename: 'User', code: 'uc' }, score: '5', name: 'n' },
  },
  query: '{ title { name } }',
  refused: true,
};
