import { openGraph, PLANNERS, type FixtureSubgraph } from './supergraph.fixture';

describe.each(PLANNERS)('introspection, planned by %s', (planner) => {
  const products: FixtureSubgraph = {
    sdl: 'type Query { product: Product } "Sold." type Product @key(fields: "upc") { upc: ID! name: String old: Int @deprecated(reason: "use name") }',
    resolvers: { Query: { product: () => ({ upc: '1', name: 'Table' }) } },
  };
  const reviews: FixtureSubgraph = { sdl: 'type Product @key(fields: "upc") { upc: ID! stars(least: Int = 1): Int }', resolvers: { Product: { stars: () => 4 } } };
  const graph = openGraph({ planner, subgraphs: { products, reviews } });

  it('answers type names at the root and below without asking for more than data', async () => {
    expect(await graph.ask('{ __typename kind: __typename product { __typename stars also: __typename } }')).toEqual({ data: { __typename: 'Query', kind: 'Query', product: { __typename: 'Product', stars: 4, also: 'Product' } } });
  });

  it('describes the graph that clients see, beside data, in the order that was asked', async () => {
    const { data } = await graph.ask('query($deprecated: Boolean) { product { stars } type: __type(name: "Product") { description fields(includeDeprecated: $deprecated) { name args { name defaultValue } } } __schema { queryType { name } } }', { deprecated: true });

    expect(JSON.stringify(data)).toBe(JSON.stringify({
      product: { stars: 4 },
      type: { description: 'Sold.', fields: [{ name: 'upc', args: [] }, { name: 'name', args: [] }, { name: 'old', args: [] }, { name: 'stars', args: [{ name: 'least', defaultValue: '1' }] }] },
      __schema: { queryType: { name: 'Query' } },
    }));
  });

  it('knows nothing of federation', async () => {
    const { data } = await graph.ask('{ __schema { types { name } directives { name } } entity: __type(name: "_Entity") { name } }');
    const { __schema: schema, entity } = data as { __schema: { types: { name: string }[]; directives: { name: string }[] }; entity: unknown };

    expect(entity).toBeNull();
    expect([...schema.types, ...schema.directives].map(({ name }) => name).filter((name) => /join|link|^_[A-Z]|key|shareable|inaccessible/.test(name))).toEqual([]);
  });
});
