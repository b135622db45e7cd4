import type { NamedCase } from '../named-case';

export const legacyIdAsId: NamedCase = {
  name: 'legacy id as id',
  why: 'An alias over the key that becomes wrong only when a second subgraph is asked: apollographql/federation 3036.',
  subgraphs: {
    objects: 'type Query { thing: Thing } type Thing @key(fields: "id") { id: ID! legacyId: ID }',
    notes: 'type Thing @key(fields: "id") { id: ID! note: String }',
  },
  data: {
    Query: { thing: 'Thing:1' },
    'Thing:1': { id: 'new', legacyId: 'old', note: 'n' },
  },
  query: '{ thing { id: legacyId legacyId note } }',
  answer: { thing: { id: 'old', legacyId: 'old', note: 'n' } },
};
