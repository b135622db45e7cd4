import { openGraph, PLANNERS, type FixtureSubgraph } from './supergraph.fixture';

describe.each(PLANNERS)('@inaccessible, planned by %s', (planner) => {
  const products: FixtureSubgraph = {
    sdl: `type Query { products(limit: Int = 1 @inaccessible): [Product!]! }
      type Product @key(fields: "code") { code: ID! @inaccessible name: String weight: Int @inaccessible kind: Kind }
      enum Kind { SOFT HARD SECRET @inaccessible }`,
    resolvers: { Query: { products: (_source: unknown, { limit }: { limit: number }) => [{ code: 'c1', name: 'Table', weight: 4, kind: 'HARD' }, { code: 'c2' }].slice(0, limit) }, Product: { __resolveReference: () => ({ code: 'c1', weight: 4 }) } },
  };
  const shipping: FixtureSubgraph = {
    sdl: 'type Product @key(fields: "code") { code: ID! weight: Int @external shipping: Int @requires(fields: "weight") }',
    resolvers: { Product: { shipping: ({ code, weight }: { code: string; weight: number }) => (code === 'c1' ? weight * 3 : -1) } },
  };

  it('hides fields, arguments and values from clients', async () => {
    const graph = openGraph({ planner, subgraphs: { products, shipping } });

    await expect(graph.ask('{ products { code } }')).rejects.toThrow('Cannot query field "code"');
    await expect(graph.ask('{ products(limit: 2) { name } }')).rejects.toThrow('Unknown argument "limit"');
    expect(await graph.ask('{ product: __type(name: "Product") { fields { name } } kind: __type(name: "Kind") { enumValues { name } } }')).toEqual({
      data: { product: { fields: [{ name: 'name' }, { name: 'kind' }, { name: 'shipping' }] }, kind: { enumValues: [{ name: 'SOFT' }, { name: 'HARD' }] } },
    });
  });

  it('goes on using hidden keys, required fields and defaults of arguments', async () => {
    const graph = openGraph({ planner, subgraphs: { products, shipping } });

    expect(await graph.ask('{ products { name shipping kind } }')).toEqual({ data: { products: [{ name: 'Table', shipping: 12, kind: 'HARD' }] } });
  });

  it('does not confuse a client\'s alias with the name of something hidden', async () => {
    const graph = openGraph({ planner, subgraphs: { products, shipping } });

    expect(await graph.ask('{ products { weight: name code: kind shipping } }')).toEqual({ data: { products: [{ weight: 'Table', code: 'HARD', shipping: 12 }] } });
  });
});
