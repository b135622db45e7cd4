import type { NamedCase } from '../named-case';

export const interfaceObjectTypeName: NamedCase = {
  name: 'interface object type name',
  why: 'An interface object calls everything by the name of the interface; that was merged over what the object really is, and later look-ups found nobody.',
  subgraphs: {
    ants: 'type Review @key(fields: "id") { id: ID status: [Store!]! } type Store @key(fields: "id") { id: ID }',
    bees: `
      type Query { marked: Review }
      interface Shape @key(fields: "id") { id: ID }
      type Review implements Shape @key(fields: "id") { id: ID status: [Store!]! @external kin: [Shape] @requires(fields: "status { id }") }
      type Store @key(fields: "id") { id: ID }
    `,
    cats: 'type Shape @key(fields: "id") @interfaceObject { id: ID size: Int }',
  },
  data: {
    Query: { marked: 'Review:3' },
    'Review:3': { id: 're3', status: [], kin: [], size: 4 },
  },
  query: '{ marked { size kin { __typename } ... on Shape { __typename } } }',
  answer: { marked: { size: 4, kin: [], __typename: 'Review' } },
};
