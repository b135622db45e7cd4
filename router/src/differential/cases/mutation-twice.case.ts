import type { NamedCase } from '../named-case';

export const mutationTwice: NamedCase = {
  name: 'mutation twice',
  why: 'The same mutation with the same arguments was run once for three names.',
  subgraphs: {
    ants: 'type Query { a: Int } type Mutation { drop: Receipt mark(by: Int): Receipt } type Receipt @shareable { journal: [String!]! }',
    bees: 'type Mutation { move: Receipt } type Receipt @shareable { journal: [String!]! }',
  },
  data: {
    Query: {},
    Mutation: { drop: { __typename: 'Receipt' }, mark: { __typename: 'Receipt' }, move: { __typename: 'Receipt' } },
  },
  query: 'mutation { region: drop { journal } drop { journal } move { journal } tags: drop { journal } }',
  answer: { region: { journal: ['drop{}'] }, drop: { journal: ['drop{}', 'drop{}'] }, move: { journal: ['drop{}', 'drop{}', 'move{}'] }, tags: { journal: ['drop{}', 'drop{}', 'move{}', 'drop{}'] } },
};
