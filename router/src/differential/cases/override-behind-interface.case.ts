import type { NamedCase } from '../named-case';

export const overrideBehindInterface: NamedCase = {
  name: 'override behind interface',
  why: 'Apollo’s planner asks the old subgraph for a field that moved, if an interface there has it.',
  subgraphs: {
    ants: 'type Parcel @key(fields: "id") { id: ID parent: [[Int]] @override(from: "cats", label: "percent(100)") }',
    cats: 'type Query { note: Shape } interface Shape { parent: [[Int]] } type Parcel implements Shape @key(fields: "id") { id: ID parent: [[Int]] }',
  },
  data: {
    Query: { note: 'Parcel:1' },
    'Parcel:1': { id: 'p1', parent: [[1], []] },
  },
  query: '{ note { parent } }',
  answer: { note: { parent: [[1], []] } },
};
