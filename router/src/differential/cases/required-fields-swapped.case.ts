import type { NamedCase } from '../named-case';

export const requiredFieldsSwapped: NamedCase = {
  name: 'required fields swapped',
  why: 'Both required fields under each other’s names.',
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
  query: '{ top { weight: price price: weight estimate } }',
  answer: { top: [{ weight: 899, price: 100, estimate: 'for {"price":899,"weight":100}' }] },
};
