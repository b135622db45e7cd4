import type { NamedCase } from '../named-case';

export const aliasOverKey: NamedCase = {
  name: 'alias over key',
  why: 'An alias over a key sends another object’s key to the other subgraph, or none: @apollo/gateway ignores the alias, Hive loses the reviews.',
  subgraphs: {
    products: `
      type Query { top: [Product!]! }
      type Product @key(fields: "upc") { upc: ID! name: String price: Int weight: Int }
    `,
    shipping: 'type Product @key(fields: "upc") { upc: ID! price: Int @external weight: Int @external estimate: String @requires(fields: "price weight") reviews: [String!] }',
  },
  data: {
    Query: { top: ['Product:1'] },
    'Product:1': { upc: '1', name: 'Table', price: 899, weight: 100, estimate: 'for ', reviews: ['good'] },
  },
  query: '{ top { upc: name reviews } }',
  answer: { top: [{ upc: 'Table', reviews: ['good'] }] },
};
