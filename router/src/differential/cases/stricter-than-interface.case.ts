import type { NamedCase } from '../named-case';

export const stricterThanInterface: NamedCase = {
  name: 'stricter than interface',
  why: 'A field whose type is stricter in the object than in the interface through which it is asked was fetched and then not found.',
  subgraphs: {
    dogs: 'type Query { weight: [[Parcel]] } type Parcel @key(fields: "id") { id: Int }',
    elks: 'interface Item { name: String tags: [ID] } type Parcel implements Item @key(fields: "id") { id: Int name: String! tags: [ID!]! }',
  },
  data: {
    Query: { weight: [['Parcel:3']] },
    'Parcel:3': { id: 13, name: 's6', tags: ['a'] },
  },
  query: '{ weight { ... on Item { name tags } } }',
  answer: { weight: [[{ name: 's6', tags: ['a'] }]] },
};
