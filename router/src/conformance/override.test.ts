import { openGraph, PLANNERS, type FixtureSubgraph } from './supergraph.fixture';

const resolver = (said: string) => ({ Product: { __resolveReference: ({ upc }: { upc: string }) => ({ upc }), price: () => said } });

describe.each(PLANNERS)('@override, planned by %s', (planner) => {
  const old: FixtureSubgraph = {
    sdl: 'type Query { product: Product } type Product @key(fields: "upc") { upc: ID! price: String }',
    resolvers: { Query: { product: () => ({ upc: '1' }) }, ...resolver('old') },
  };
  const taking = (argument: string): FixtureSubgraph => ({ sdl: `type Product @key(fields: "upc") { upc: ID! price: String @override(from: "old"${argument}) }`, resolvers: resolver('new') });

  it('asks the subgraph that took the field over', async () => {
    const graph = openGraph({ planner, subgraphs: { old, new: taking('') } });

    expect(await graph.ask('{ product { price } }')).toEqual({ data: { product: { price: 'new' } } });
  });

  it.each([[29, 'new'], [30, 'old'], [99, 'old']])('moves a part of the requests: with 30 percent and a draw of %d it is %s', async (draw, price) => {
    const graph = openGraph({ planner, draw, subgraphs: { old, new: taking(', label: "percent(30)"') } });

    expect(await graph.ask('{ product { price } }')).toEqual({ data: { product: { price } } });
  });

  it.each([['percent(0)', 0, 'old'], ['percent(100)', 99.9, 'new']])('knows none and all: %s is %3$s', async (label, draw, price) => {
    const graph = openGraph({ planner, draw, subgraphs: { old, new: taking(`, label: "${label}"`) } });

    expect(await graph.ask('{ product { price } }')).toEqual({ data: { product: { price } } });
  });

  it('holds for a field that is asked through an interface of the old subgraph', async () => {
    const graph = openGraph({ planner, subgraphs: {
      old: {
        sdl: 'type Query { item: Item } interface Item { price: String } type Product implements Item @key(fields: "upc") { upc: ID! price: String }',
        resolvers: { Query: { item: () => ({ __typename: 'Product', upc: '1' }) }, Product: { price: () => 'old' } },
      },
      new: taking(''),
    } });

    expect(await graph.ask('{ item { price } }')).toEqual({ data: { item: { price: 'new' } } });
  });
});
