import type { NamedCase } from '../named-case';

export const fragmentInRequiredUnion: NamedCase = {
  name: 'fragment in required union',
  why: 'Hive’s planner ends the process over a fragment inside of @requires.',
  subgraphs: {
    bees: `
      type Store @key(fields: "id") { id: ID made: Target @external note: String @requires(fields: "made { ... on Place { best } ... on Store { id } }") }
      union Target = Place | Store
      type Place @shareable { best: [Int] }
    `,
    cats: `
      type Query { items: [Store!] }
      type Store @key(fields: "id") { id: ID made: Target }
      union Target = Place | Store
      type Place @shareable { best: [Int] }
    `,
  },
  data: {
    Query: { items: ['Store:1', 'Store:2'] },
    'Store:1': { id: 's1', made: { __typename: 'Place', best: [1, 2] }, note: 'n' },
    'Store:2': { id: 's2', made: 'Store:1', note: 'n' },
  },
  query: '{ items { note } }',
  answer: { items: [{ note: 'n{"made":{"best":[1,2]}}' }, { note: 'n{"made":{"id":"s1"}}' }] },
  endsHive: true,
};
