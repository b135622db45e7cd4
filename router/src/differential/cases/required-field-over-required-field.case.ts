import type { NamedCase } from '../named-case';

export const requiredFieldOverRequiredField: NamedCase = {
  name: 'required field over required field',
  why: 'Of two required fields one is asked under the name of the other (router.md: weight and price).',
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
  query: '{ top { weight: price estimate } }',
  answer: { top: [{ weight: 899, estimate: 'for {"price":899,"weight":100}' }] },
};
