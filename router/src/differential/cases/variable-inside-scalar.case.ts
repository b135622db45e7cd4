import type { NamedCase } from '../named-case';

export const variableInsideScalar: NamedCase = {
  name: 'variable inside scalar',
  why: 'A variable inside of a custom scalar that is written as an object is lost by @apollo/gateway.',
  subgraphs: {
    ants: 'type Query { thing: Thing } type Thing @key(fields: "id") { id: ID }',
    bees: 'type Thing @key(fields: "id") { id: ID said(any: Json): String } scalar Json',
  },
  data: {
    Query: { thing: 'Thing:1' },
    'Thing:1': { id: 't1', said: 's' },
  },
  query: 'query($inner: String) { thing { a: said(any: { deep: [$inner] }) b: said(any: { deep: ["x"] }) } }',
  variables: { inner: 'v' },
  answer: { thing: { a: 's{"any":{"deep":["v"]}}', b: 's{"any":{"deep":["x"]}}' } },
};
