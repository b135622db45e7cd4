import type { NamedCase } from '../named-case';

export const chainedRequires: NamedCase = {
  name: 'chained requires',
  why: 'Apollo’s planner asks a subgraph for an external field and for what is computed from it in one go.',
  subgraphs: {
    ants: 'type Query { stores: [Store] } type Store @key(fields: "id") { id: String size: Int @external parent: String @requires(fields: "size") }',
    bees: 'type Store @key(fields: "id") { id: String size: Int parent: String @external parts: String @requires(fields: "parent") }',
  },
  data: {
    Query: { stores: ['Store:1'] },
    'Store:1': { id: 's1', size: 10, parent: 'p', parts: 'x' },
  },
  query: '{ stores { parts } }',
};
