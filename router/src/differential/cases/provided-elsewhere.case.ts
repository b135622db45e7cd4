import type { NamedCase } from '../named-case';

export const providedElsewhere: NamedCase = {
  name: 'provided elsewhere',
  why: 'A promise in one place makes both planners ask for external fields in all others; the refusal is what is right.',
  subgraphs: {
    ants: 'type Store @key(fields: "code region") { code: String region: Int extra: Int }',
    cats: `
      type Query { grid: [Store] }
      interface Item { id: ID }
      type Store implements Item @key(fields: "id") { id: ID code: String @external region: Int @external }
      type Parcel @key(fields: "id") { id: ID tags: Item @provides(fields: "... on Store { code } ... on Store { region }") }
    `,
    dogs: `
      type Store @key(fields: "id") { id: ID code: String @shareable region: Int @shareable extra: Int @external best: Parcel @requires(fields: "extra") }
      type Parcel @key(fields: "id") { id: ID }
    `,
  },
  data: {
    Query: { grid: ['Store:1'] },
    'Store:1': { id: 's1', code: 'c', region: 1, extra: 4, best: 'Parcel:1' },
    'Parcel:1': { id: 'p1' },
  },
  query: '{ grid { best { __typename } } }',
  refused: true,
};
