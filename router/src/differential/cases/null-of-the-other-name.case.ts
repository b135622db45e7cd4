import type { NamedCase } from '../named-case';

export const nullOfTheOtherName: NamedCase = {
  name: 'null of the other name',
  why: 'One object field under two names was fetched once; a null that must not be below one of them took the other too.',
  subgraphs: {
    ants: 'type Query { product: Product } type Product { owner: Target } union Target = Money type Money { score: String! }',
  },
  data: {
    Query: { product: 'Product:1' },
    'Product:1': { owner: { __typename: 'Money', score: null } },
  },
  query: '{ product { owner { __typename } related: owner { ... on Money { score } } } }',
  answer: { product: { owner: { __typename: 'Money' }, related: null } },
};
