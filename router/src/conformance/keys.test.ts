import { openGraph, PLANNERS } from './supergraph.fixture';

describe.each(PLANNERS)('@key, planned by %s', (planner) => {
  it('joins what two subgraphs say of an entity', async () => {
    const graph = openGraph({ planner, subgraphs: {
      products: {
        sdl: 'type Query { products: [Product!]! } type Product @key(fields: "upc") { upc: ID! name: String! }',
        resolvers: { Query: { products: () => [{ upc: '1', name: 'Table' }, { upc: '2', name: 'Couch' }] } },
      },
      stock: {
        sdl: 'type Product @key(fields: "upc") { upc: ID! inStock: Int! }',
        resolvers: { Product: { __resolveReference: ({ upc }: { upc: string }) => ({ upc, inStock: upc === '1' ? 3 : 0 }) } },
      },
    } });

    expect(await graph.ask('{ products { name inStock } }')).toEqual({ data: { products: [{ name: 'Table', inStock: 3 }, { name: 'Couch', inStock: 0 }] } });
  });

  it('goes from one key to the next through the subgraph that knows both', async () => {
    const graph = openGraph({ planner, subgraphs: {
      orders: { sdl: 'type Query { order: Product } type Product @key(fields: "sku", resolvable: false) { sku: ID! }', resolvers: { Query: { order: () => ({ sku: 's-7' }) } } },
      products: {
        sdl: 'type Product @key(fields: "sku") @key(fields: "upc") { sku: ID! upc: ID! }',
        resolvers: { Product: { __resolveReference: ({ sku }: { sku: string }) => ({ sku, upc: sku.replace('s-', 'u-') }) } },
      },
      reviews: {
        sdl: 'type Product @key(fields: "upc") { upc: ID! stars: Int }',
        resolvers: { Product: { __resolveReference: ({ upc }: { upc: string }) => ({ upc, stars: upc === 'u-7' ? 5 : null }) } },
      },
    } });

    expect(await graph.ask('{ order { stars } }')).toEqual({ data: { order: { stars: 5 } } });
  });

  it('sends all the parts of a compound and nested key', async () => {
    interface MemberKey {
      readonly id: string;
      readonly organization: { readonly id: string };
    }
    const graph = openGraph({ planner, subgraphs: {
      teams: {
        sdl: 'type Query { members: [Member!]! } type Member @key(fields: "id organization { id }") { id: ID! organization: Organization! } type Organization @key(fields: "id") { id: ID! }',
        resolvers: { Query: { members: () => [{ id: '1', organization: { id: 'a' } }, { id: '1', organization: { id: 'b' } }] } },
      },
      payroll: {
        sdl: 'type Member @key(fields: "id organization { id }") { id: ID! organization: Organization! salary: Int! } type Organization @key(fields: "id") { id: ID! }',
        resolvers: { Member: { __resolveReference: (key: MemberKey) => ({ ...key, salary: key.organization.id === 'a' ? 10 : 20 }) } },
      },
    } });

    expect(await graph.ask('{ members { salary organization { id } } }')).toEqual({ data: { members: [{ salary: 10, organization: { id: 'a' } }, { salary: 20, organization: { id: 'b' } }] } });
  });

  it('answers null for an entity that the other subgraph does not know, without an error', async () => {
    const graph = openGraph({ planner, subgraphs: {
      products: { sdl: 'type Query { product: Product } type Product @key(fields: "upc") { upc: ID! }', resolvers: { Query: { product: () => ({ upc: 'gone' }) } } },
      stock: { sdl: 'type Product @key(fields: "upc") { upc: ID! inStock: Int }', resolvers: { Product: { __resolveReference: () => null } } },
    } });

    expect(await graph.ask('{ product { upc inStock } }')).toEqual({ data: { product: { upc: 'gone', inStock: null } } });
  });

  it('asks for an entity that stands in several places once and puts the answer into all of them', async () => {
    const asked: string[] = [];
    const graph = openGraph({ planner, subgraphs: {
      threads: {
        sdl: 'type Query { messages: [Message!]! } type Message { sender: User } type User @key(fields: "id", resolvable: false) { id: ID! }',
        resolvers: { Query: { messages: () => ['1', '2', '1', null].map((id) => ({ sender: id && { id } })) } },
      },
      users: {
        sdl: 'type User @key(fields: "id") { id: ID! name: String }',
        resolvers: { User: { __resolveReference: ({ id }: { id: string }) => asked.push(id) && { id, name: `user ${id}` } } },
      },
    } });

    expect(await graph.ask('{ messages { sender { name } } }')).toEqual({ data: { messages: [{ sender: { name: 'user 1' } }, { sender: { name: 'user 2' } }, { sender: { name: 'user 1' } }, { sender: null }] } });
    expect(asked).toEqual(['1', '2']);
  });
});
