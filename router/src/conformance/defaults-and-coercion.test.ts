import { openGraph, PLANNERS, type FixtureSubgraph } from './supergraph.fixture';

describe.each(PLANNERS)('defaults and coercion of inputs, planned by %s', (planner) => {
  const said = (_source: unknown, args: object): string => JSON.stringify(args);
  const ants: FixtureSubgraph = {
    sdl: `type Query { list(first: Int = 2, word: String): String search(filter: Filter = { size: 3 }): String numbers(of: [Int!], matrix: [[Float]]): String thing: Thing must(size: Int! = 5): String by(id: ID): String }
      input Filter { size: Int! = 1 range: Range = { to: 9 } tags: [String!] }
      input Range { from: Int = 0 to: Int }
      type Thing @key(fields: "id") { id: ID! }`,
    resolvers: { Query: { list: said, search: said, numbers: said, thing: () => ({ id: '1' }), must: said, by: said } },
  };
  const bees: FixtureSubgraph = { sdl: 'type Thing @key(fields: "id") { id: ID! shown(first: Int = 7, word: String = "w"): String }', resolvers: { Thing: { shown: said } } };
  const graph = openGraph({ planner, subgraphs: { ants, bees } });

  it.each([
    ['{ a: list }', {}, '{"first":2}'],
    ['{ a: list(first: null) }', {}, '{"first":null}'],
    ['query($first: Int) { a: list(first: $first) }', {}, '{"first":2}'],
    ['query($first: Int) { a: list(first: $first) }', { first: null }, '{"first":null}'],
    ['query($first: Int = 4) { a: list(first: $first) }', {}, '{"first":4}'],
    ['query($first: Int = 4) { a: list(first: $first) }', { first: null }, '{"first":null}'],
    ['query($first: Int = 4) { a: list(first: $first) }', { first: 1 }, '{"first":1}'],
    ['query($size: Int) { a: must(size: $size) }', {}, '{"size":5}'],
    ['{ a: search }', {}, '{"filter":{"size":3,"range":{"from":0,"to":9}}}'],
    ['{ a: search(filter: {}) }', {}, '{"filter":{"size":1,"range":{"from":0,"to":9}}}'],
    ['{ a: search(filter: { tags: "one", range: { from: 3 } }) }', {}, '{"filter":{"size":1,"range":{"from":3},"tags":["one"]}}'],
    ['query($tags: [String!], $to: Int) { a: search(filter: { tags: $tags, range: { to: $to, from: 1 } }) }', { to: 5 }, '{"filter":{"size":1,"range":{"from":1,"to":5}}}'],
    ['query($filter: Filter) { a: search(filter: $filter) }', { filter: { range: {} } }, '{"filter":{"size":1,"range":{"from":0}}}'],
    ['{ a: numbers(of: 3, matrix: [[1], [2.5, null]]) }', {}, '{"of":[3],"matrix":[[1],[2.5,null]]}'],
    ['query($of: [Int!], $matrix: [[Float]]) { a: numbers(of: $of, matrix: $matrix) }', { of: 3, matrix: 4 }, '{"of":[3],"matrix":[[4]]}'],
    ['query($id: ID) { a: by(id: $id) }', { id: 7 }, '{"id":"7"}'],
  ])('%s with %j', async (query, variables, a) => {
    expect(await graph.ask(query, variables)).toEqual({ data: { a } });
  });

  it('hold in entities, with what only they use', async () => {
    expect(await graph.ask('query($word: String, $first: Int) { thing { shown also: shown(first: $first, word: $word) } }', { word: null })).toEqual({ data: { thing: { shown: '{"first":7,"word":"w"}', also: '{"first":7,"word":null}' } } });
  });
});
