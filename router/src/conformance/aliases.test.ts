import { openGraph, PLANNERS, type FixtureSubgraph } from './supergraph.fixture';

describe.each(PLANNERS)('aliases, planned by %s', (planner) => {
  const products: FixtureSubgraph = {
    sdl: 'type Query { top: [Product!]! } type Product @key(fields: "upc") { upc: ID! name: String price: Int weight: Int }',
    resolvers: { Query: { top: () => [{ upc: '1', name: 'Table', price: 899, weight: 100 }] }, Product: { __resolveReference: ({ upc }: { upc: string }) => (upc === '1' ? { upc, name: 'Table', price: 899, weight: 100 } : null) } },
  };
  const others: FixtureSubgraph = {
    sdl: `type Product @key(fields: "upc") { upc: ID! price: Int @external weight: Int @external shipping: Int @requires(fields: "price weight") reviews(first: Int = 1, stars: Int): [Review!] }
      type Review { text: String author: User } type User @key(fields: "id", resolvable: false) { id: ID! }`,
    resolvers: {
      Product: {
        shipping: ({ price, weight }: { price: number; weight: number }) => (price > 500 ? 0 : weight / 2),
        reviews: ({ upc }: { upc: string }, { first, stars }: { first: number; stars?: number }) => (upc === '1' ? Array.from({ length: first }, (_, index) => ({ text: `${stars ?? 'any'}-${index}`, author: { id: `u${index}` } })) : null),
      },
    },
  };
  const users: FixtureSubgraph = { sdl: 'type User @key(fields: "id") { id: ID! name: String login: String }', resolvers: { User: { name: ({ id }: { id: string }) => `name ${id}`, login: ({ id }: { id: string }) => `login ${id}` } } };
  const graph = openGraph({ planner, subgraphs: { products, others, users } });

  it.each([
    ['over a key', '{ top { upc: name reviews { text } } }', { upc: 'Table', reviews: [{ text: 'any-0' }] }],
    ['over a key, which is asked too', '{ top { upc: name id: upc reviews { text } } }', { upc: 'Table', id: '1', reviews: [{ text: 'any-0' }] }],
    ['over one required field', '{ top { price: name shipping } }', { price: 'Table', shipping: 0 }],
    ['of one required field over the other', '{ top { price: weight shipping } }', { price: 100, shipping: 0 }],
    ['of required fields over each other', '{ top { price: weight weight: price shipping } }', { price: 100, weight: 899, shipping: 0 }],
    ['of a type name over a key', '{ top { upc: __typename reviews { text } } }', { upc: 'Product', reviews: [{ text: 'any-0' }] }],
    ['of one field with different arguments', '{ top { a: reviews(first: 2) { text } b: reviews(stars: 5) { text } reviews { text } } }', { a: [{ text: 'any-0' }, { text: 'any-1' }], b: [{ text: '5-0' }], reviews: [{ text: 'any-0' }] }],
    ['of one field twice with different selections', '{ top { a: reviews { text } b: reviews { author { id } } } }', { a: [{ text: 'any-0' }], b: [{ author: { id: 'u0' } }] }],
    ['over the key of an entity below', '{ top { reviews { author { id: login name } } } }', { reviews: [{ author: { id: 'login u0', name: 'name u0' } }] }],
    ['of an object over a field', '{ top { name: reviews { author: text } } }', { name: [{ author: 'any-0' }] }],
  ])('%s', async (_case, query, product) => {
    expect(await graph.ask(query)).toEqual({ data: { top: [product] } });
  });

  it('of one field with different variables', async () => {
    expect(await graph.ask('query($a: Int, $b: Int) { top { price: reviews(first: $a) { text } upc: reviews(first: $b, stars: 3) { text } shipping } }', { a: 1, b: 2 })).toEqual({
      data: { top: [{ price: [{ text: 'any-0' }], upc: [{ text: '3-0' }, { text: '3-1' }], shipping: 0 }] },
    });
  });

  it('that look like names of ours', async () => {
    expect(await graph.ask('{ reviews__1: top { reviews__1: reviews { text } reviews__2: name reviews(first: 2) { text__1: text } } }')).toEqual({
      data: { reviews__1: [{ reviews__1: [{ text: 'any-0' }], reviews__2: 'Table', reviews: [{ text__1: 'any-0' }, { text__1: 'any-1' }] }] },
    });
  });
});
