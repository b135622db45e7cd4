import type { NamedCase } from '../named-case';

export const errorOfTheOtherName: NamedCase = {
  name: 'error of the other name',
  why: 'One field under two names: the error of one was said of the other too, which does not select what failed.',
  subgraphs: {
    bees: 'type Query { items(word: String): [Store] } type Store { price: Product } type Product { title: String }',
  },
  data: {
    Query: { items: ['Store:1'] },
    'Store:1': { price: 'Product:1' },
    'Product:1': { title: { $error: 'FORBIDDEN' } },
  },
  query: '{ about: items(word: "x") { __typename } items(word: "x") { price { title } } }',
  answer: { about: [{ __typename: 'Store' }], items: [{ price: { title: null } }] },
};
