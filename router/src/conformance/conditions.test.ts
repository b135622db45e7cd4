import { openGraph, PLANNERS, type FixtureSubgraph } from './supergraph.fixture';

describe.each(PLANNERS)('@skip and @include, planned by %s', (planner) => {
  const asked: string[] = [];
  const products: FixtureSubgraph = { sdl: 'type Query { product: Product other: String } type Product @key(fields: "upc") { upc: ID! name: String }', resolvers: { Query: { product: () => ({ upc: '1', name: 'Table' }), other: () => 'o' } } };
  const stock: FixtureSubgraph = { sdl: 'type Product @key(fields: "upc") { upc: ID! inStock: Int }', resolvers: { Product: { inStock: () => asked.push('inStock') } } };
  const graph = openGraph({ planner, subgraphs: { products, stock } });

  beforeEach(() => asked.splice(0));

  it('decide on a field of another subgraph, which is not asked for nothing', async () => {
    const query = 'query($with: Boolean!) { product { name inStock @include(if: $with) } }';

    expect(await graph.ask(query, { with: false })).toEqual({ data: { product: { name: 'Table' } } });
    expect(asked).toEqual([]);
    expect(await graph.ask(query, { with: true })).toEqual({ data: { product: { name: 'Table', inStock: 1 } } });
  });

  it.each([[false, false, {}], [true, false, { product: { name: 'Table' } }], [true, true, {}], [false, true, {}]])('hold together on one field: included %s, skipped %s', async (include, skip, data) => {
    expect(await graph.ask('query($include: Boolean!, $skip: Boolean!) { product @include(if: $include) @skip(if: $skip) { name } }', { include, skip })).toEqual({ data });
  });

  it('decide on fragments and spreads, nested ones too', async () => {
    const query = 'query($a: Boolean!, $b: Boolean!) { product { ...Stock @include(if: $a) ... @skip(if: $b) { name } } } fragment Stock on Product { ... on Product @include(if: $b) { inStock } upc }';

    expect(await graph.ask(query, { a: true, b: true })).toEqual({ data: { product: { inStock: 1, upc: '1' } } });
    expect(await graph.ask(query, { a: true, b: false })).toEqual({ data: { product: { upc: '1', name: 'Table' } } });
    expect(await graph.ask(query, { a: false, b: true })).toEqual({ data: { product: {} } });
  });

  it('know a field that is skipped in one place and asked in another', async () => {
    expect(await graph.ask('query($no: Boolean!) { product @skip(if: $no) { inStock } product { name } }', { no: true })).toEqual({ data: { product: { name: 'Table' } } });
  });

  it('take the default of their variable', async () => {
    const query = 'query($with: Boolean! = false) { other product @include(if: $with) { name } }';

    expect(await graph.ask(query)).toEqual({ data: { other: 'o' } });
    expect(await graph.ask(query, { with: true })).toEqual({ data: { other: 'o', product: { name: 'Table' } } });
  });
});
