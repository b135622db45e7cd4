import { openGraph, PLANNERS } from './supergraph.fixture';

describe.each(PLANNERS)('@shareable, planned by %s', (planner) => {
  it('takes a shared field from whoever is asked anyway', async () => {
    const graph = openGraph({ planner, subgraphs: {
      products: {
        sdl: 'type Query { product: Product } type Product @key(fields: "upc") { upc: ID! name: String @shareable }',
        resolvers: { Query: { product: () => ({ upc: '1', name: 'Table' }) }, Product: { __resolveReference: () => ({ upc: '1', name: 'Table' }) } },
      },
      search: {
        sdl: 'type Query { found: [Product!]! } type Product @key(fields: "upc") { upc: ID! name: String @shareable }',
        resolvers: { Query: { found: () => [{ upc: '1', name: 'Table' }] } },
      },
    } });

    expect(await graph.ask('{ product { name } found { name } }')).toEqual({ data: { product: { name: 'Table' }, found: [{ name: 'Table' }] } });
  });

  it('puts together a value type of which each place knows all', async () => {
    const graph = openGraph({ planner, subgraphs: {
      billing: { sdl: 'type Query { invoice: Money } type Money @shareable { amount: Int! currency: String! }', resolvers: { Query: { invoice: () => ({ amount: 5, currency: 'INR' }) } } },
      shop: { sdl: 'type Query { cart: Money } type Money @shareable { amount: Int! currency: String! }', resolvers: { Query: { cart: () => ({ amount: 7, currency: 'EUR' }) } } },
    } });

    expect(await graph.ask('{ invoice { currency amount } cart { amount } }')).toEqual({ data: { invoice: { currency: 'INR', amount: 5 }, cart: { amount: 7 } } });
  });

  it('is as nullable as the loosest of the subgraphs says', async () => {
    const graph = openGraph({ planner, subgraphs: {
      strict: { sdl: 'type Query { a: Value } type Value @shareable { text: String! }', resolvers: { Query: { a: () => ({ text: 'x' }) } } },
      loose: { sdl: 'type Query { b: Value } type Value @shareable { text: String }', resolvers: { Query: { b: () => ({ text: null }) } } },
    } });

    expect(await graph.ask('{ a { text } b { text } }')).toEqual({ data: { a: { text: 'x' }, b: { text: null } } });
  });
});
