import type { NamedCase } from '../named-case';

export const inputObjectOrder: NamedCase = {
  name: 'input object order',
  why: 'Planners write the fields of input objects in another order; good plans were refused for it.',
  subgraphs: {
    dogs: 'type Query { best: Parcel } type Parcel @key(fields: "id") { id: ID }',
    elks: `
      type Parcel @key(fields: "id") { id: ID made(near: Range, all: [Range!], any: Json): String }
      input Range { from: Int = 1 to: Int step: Float = 0.5 }
      scalar Json
    `,
  },
  data: {
    Query: { best: 'Parcel:1' },
    'Parcel:1': { id: 'p1', made: 'm' },
  },
  query: 'query($from: Int) { best { made(near: { to: 3, from: $from, step: null }, all: [{ step: 2, to: 1 }], any: { b: 1, a: { d: [null], c: "x" } }) } }',
  variables: { from: 7 },
};
