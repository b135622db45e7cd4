import { openGraph, PLANNERS } from './supergraph.fixture';

describe.each(PLANNERS)('directives beyond those that are understood, planned by %s', (planner) => {
  it.each([
    ['@authenticated', 'type Query { secret: Int @authenticated }', 'authenticated'],
    ['@requiresScopes', 'type Query { secret: Int @requiresScopes(scopes: [["read"]]) }', 'requiresScopes'],
    ['@policy', 'type Query { secret: Int @policy(policies: [["owner"]]) }', 'policy'],
    ['@context', `type Query { user: User } type User @key(fields: "id") @context(name: "user") { id: ID! currency: String order: Order }
      type Order @key(fields: "id") { id: ID! total(currency: String @fromContext(field: "$user { currency }")): Int }`, 'context'],
  ])('%s is refused by name when the supergraph is loaded', (_directive, sdl, name) => {
    expect(() => openGraph({ planner, subgraphs: { one: { sdl } } })).toThrow(new RegExp(name));
  });

  it.each([['@tag', 'type Query { open: Int @tag(name: "public") }'], ['@cost', 'type Query { open: Int @cost(weight: 5) }'], ['@listSize', 'type Query { open: Int many: [Int!] @listSize(assumedSize: 10) }']])('%s changes no answer and is let in', async (_directive, sdl) => {
    const graph = openGraph({ planner, subgraphs: { one: { sdl, resolvers: { Query: { open: () => 3 } } } } });

    expect(await graph.ask('{ open }')).toEqual({ data: { open: 3 } });
  });
});
