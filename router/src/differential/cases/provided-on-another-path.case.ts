import type { NamedCase } from '../named-case';

export const providedOnAnotherPath: NamedCase = {
  name: 'provided on another path',
  why: 'Two promises of different fields of one type: Hive takes each of them for both.',
  subgraphs: {
    ants: 'type Query { status: User } type User @key(fields: "id") { id: ID label: Boolean @shareable best: [String!] @shareable }',
    bees: `
      type User @key(fields: "id") { id: ID price: [User] @provides(fields: "best") label: Boolean @external best: [String!] @external }
      type Review { made: User @provides(fields: "label") }
    `,
  },
  data: {
    Query: { status: 'User:2' },
    'User:2': { id: 'u2', price: ['User:3'] },
    'User:3': { id: 'u3', label: true },
  },
  query: '{ status { price { label } } }',
  answer: { status: { price: [{ label: true }] } },
};
