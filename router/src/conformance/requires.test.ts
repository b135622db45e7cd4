import { openGraph, PLANNERS, type FixtureSubgraph } from './supergraph.fixture';

interface Parcel {
  readonly upc: string;
  readonly weight: number | null;
  readonly price: number;
}

const products: FixtureSubgraph = {
  sdl: 'type Query { products: [Product!]! } type Product @key(fields: "upc") { upc: ID! name: String weight: Int price: Int size: Size cost(currency: String = "EUR"): Int } type Size @shareable { height: Int width: Int }',
  resolvers: {
    Query: { products: () => [{ upc: '1', name: 'Table', weight: 100, price: 50 }, { upc: '2', name: 'Cloth', weight: null, price: 449 }] },
    Product: {
      __resolveReference: ({ upc }: { upc: string }) => (upc === '1' ? { upc, name: 'Table', weight: 100, price: 50 } : { upc, name: 'Cloth', weight: null, price: 449 }),
      size: ({ upc }: { upc: string }) => (upc === '1' ? { height: 2, width: 5 } : null),
      cost: ({ price }: { price: number }, { currency }: { currency: string }) => (currency === 'INR' ? price * 100 : price),
    },
  },
};

describe.each(PLANNERS)('@requires, planned by %s', (planner) => {
  it('sends required fields that the client did not ask for', async () => {
    const shipping: FixtureSubgraph = {
      sdl: 'type Product @key(fields: "upc") { upc: ID! weight: Int @external price: Int @external shipping: Int @requires(fields: "weight price") }',
      resolvers: { Product: { shipping: ({ weight, price }: Parcel) => (weight === null ? null : weight * 2 + price) } },
    };
    const graph = openGraph({ planner, subgraphs: { products, shipping } });

    expect(await graph.ask('{ products { name shipping } }')).toEqual({ data: { products: [{ name: 'Table', shipping: 250 }, { name: 'Cloth', shipping: null }] } });
  });

  it('sends what is required of an object, null too', async () => {
    const shipping: FixtureSubgraph = {
      sdl: 'type Product @key(fields: "upc") { upc: ID! size: Size @external area: Int @requires(fields: "size { height width }") } type Size @shareable { height: Int width: Int }',
      resolvers: { Product: { area: ({ size }: { size: { height: number; width: number } | null }) => (size ? size.height * size.width : -1) } },
    };
    const graph = openGraph({ planner, subgraphs: { products, shipping } });

    expect(await graph.ask('{ products { area } }')).toEqual({ data: { products: [{ area: 10 }, { area: -1 }] } });
  });

  it('asks for required fields with the arguments of the field set, whatever the client asks the same field with', async () => {
    const shipping: FixtureSubgraph = {
      sdl: String.raw`type Product @key(fields: "upc") { upc: ID! cost(currency: String = "EUR"): Int @external duty: Int @requires(fields: "cost(currency: \"INR\")") }`,
      resolvers: { Product: { duty: ({ cost }: { cost: number }) => cost / 10 } },
    };
    const graph = openGraph({ planner, subgraphs: { products, shipping } });

    expect(await graph.ask('{ products { cost duty inr: cost(currency: "INR") } }')).toEqual({ data: { products: [{ cost: 50, duty: 500, inr: 5000 }, { cost: 449, duty: 4490, inr: 44_900 }] } });
  });

  it('requires fields that themselves require others', async () => {
    const shipping: FixtureSubgraph = {
      sdl: 'type Product @key(fields: "upc") { upc: ID! price: Int @external tax: Int @requires(fields: "price") }',
      resolvers: { Product: { tax: ({ price }: Parcel) => price * 2 } },
    };
    const billing: FixtureSubgraph = {
      sdl: 'type Product @key(fields: "upc") { upc: ID! tax: Int @external total: Int @requires(fields: "tax") }',
      resolvers: { Product: { total: ({ tax }: { tax: number }) => tax + 1 } },
    };
    const graph = openGraph({ planner, subgraphs: { products, shipping, billing } });

    expect(await graph.ask('{ products { total } }')).toEqual({ data: { products: [{ total: 101 }, { total: 899 }] } });
  });

  it('requires through an entity of a third subgraph', async () => {
    const makers: FixtureSubgraph = {
      sdl: 'type Product @key(fields: "upc") { upc: ID! maker: Maker } type Maker @key(fields: "id") { id: ID! country: String }',
      resolvers: { Product: { maker: ({ upc }: { upc: string }) => ({ id: `m${upc}` }) }, Maker: { country: ({ id }: { id: string }) => (id === 'm1' ? 'IN' : 'KR') } },
    };
    const shipping: FixtureSubgraph = {
      sdl: 'type Product @key(fields: "upc") { upc: ID! maker: Maker @external route: String @requires(fields: "maker { country }") } type Maker @key(fields: "id") { id: ID! country: String @external }',
      resolvers: { Product: { route: ({ maker }: { maker: { country: string } }) => `via ${maker.country}` } },
    };
    const graph = openGraph({ planner, subgraphs: { products, makers, shipping } });

    expect(await graph.ask('{ products { route } }')).toEqual({ data: { products: [{ route: 'via IN' }, { route: 'via KR' }] } });
  });
});
