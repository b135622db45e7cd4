import { openGraph, PLANNERS, type FixtureSubgraph } from './supergraph.fixture';

/** No planner on npm plans required fields of required fields over three subgraphs when the first one knows another key. */
describe.each(PLANNERS)('what cannot be planned, asked of %s', (planner) => {
  const dogs: FixtureSubgraph = { sdl: 'type Query { store: Store } type Store @key(fields: "code region") { code: String region: Int }', resolvers: { Query: { store: () => ({ code: 'c', region: 1 }) } } };
  const bees: FixtureSubgraph = {
    sdl: 'type Store @key(fields: "id") @key(fields: "code region") { id: ID code: String region: Int made: User @external score: Int @requires(fields: "made { code }") } type User { code: String! @external }',
    resolvers: { Store: { __resolveReference: (reference: object) => ({ ...reference, id: '1' }), score: ({ made }: { made: { code: string } }) => made.code.length } },
  };
  const cats: FixtureSubgraph = {
    sdl: 'type Store @key(fields: "id") { id: ID made: User score: Int @external name: String @requires(fields: "score") } type User { code: String! }',
    resolvers: { Store: { made: () => ({ code: 'abc' }), name: ({ score }: { score: number }) => `scored ${score}` } },
  };

  it('is an error, never missing data', async () => {
    const graph = openGraph({ planner, subgraphs: { dogs, bees, cats } });

    await expect(graph.ask('{ store { name } }')).rejects.toMatchObject({ extensions: { code: 'QUERY_NOT_PLANNABLE' } });
    expect(await graph.ask('{ store { code } }')).toEqual({ data: { store: { code: 'c' } } });
  });
});
