import type { NamedCase } from '../named-case';

export const aliasOverRequiredField: NamedCase = {
  name: 'alias over required field',
  why: 'An alias over a required field is taken for it: @apollo/gateway and Hive Gateway compute from the name.',
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
  query: '{ top { price: name estimate } }',
  answer: { top: [{ price: 'Table', estimate: 'for {"price":899,"weight":100}' }] },
};
