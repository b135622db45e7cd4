import type { NamedCase } from '../named-case';

export const oneFieldTwoArguments: NamedCase = {
  name: 'one field two arguments',
  why: 'A required field with one argument, asked by the client with another one and with the same.',
  subgraphs: {
    prices: `
      type Query { product: Product }
      type Product @key(fields: "upc") { upc: ID! price(currency: String): String }
    `,
    tax: `
      type Product @key(fields: "upc") {
        upc: ID!
        price(currency: String): String @external
        tax: String @requires(fields: "price(currency: \\"EUR\\")")
      }
    `,
  },
  data: {
    Query: { product: 'Product:1' },
    'Product:1': { upc: '1', price: 'p', tax: 't' },
  },
  query: 'query($currency: String) { product { price(currency: $currency) eur: price(currency: "EUR") tax } }',
  variables: { currency: 'INR' },
  answer: { product: { price: 'p{"currency":"INR"}', eur: 'p{"currency":"EUR"}', tax: 't{"price":"p{\\"currency\\":\\"EUR\\"}"}' } },
};
