import type { NamedCase } from '../named-case';

export const twoShapesOfOneName: NamedCase = {
  name: 'two shapes of one name',
  why: 'Hive’s planner asks for one name with and without exclamation mark in one request, which is not valid.',
  subgraphs: {
    bees: 'type Query { tags: Item } interface Item { id: ID } type Store implements Item @key(fields: "id") { id: ID } type Product implements Item @key(fields: "id") { id: ID }',
    cats: 'interface Item { kin: Int } type Product @key(fields: "id") { id: ID kin: Int! } type Store @key(fields: "id") { id: ID kin: Int }',
  },
  data: {
    Query: { tags: 'Product:1' },
    'Product:1': { id: 'p1', kin: 34 },
  },
  query: '{ tags { kin } }',
  answer: { tags: { kin: 34 } },
};
