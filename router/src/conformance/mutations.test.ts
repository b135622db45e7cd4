import { openGraph, PLANNERS, type FixtureSubgraph } from './supergraph.fixture';

describe.each(PLANNERS)('mutations, planned by %s', (planner) => {
  const journal: string[] = [];
  const run = (name: string) => (_source: unknown, { by }: { by?: number }) => journal.push(`${name}${by ?? ''}`) && { id: '1', journal: [...journal] };
  const ants: FixtureSubgraph = { sdl: 'type Query { a: Int } type Mutation { first(by: Int): Thing third: Thing } type Thing @key(fields: "id") { id: ID! journal: [String!]! @shareable }', resolvers: { Mutation: { first: run('first'), third: run('third') } } };
  const bees: FixtureSubgraph = {
    sdl: 'type Mutation { second: Thing } type Thing @key(fields: "id") { id: ID! journal: [String!]! @shareable seen: Int }',
    resolvers: { Mutation: { second: run('second') }, Thing: { seen: () => journal.length } },
  };

  beforeEach(() => journal.splice(0));

  it('run one after the other, in whichever subgraph they are', async () => {
    const graph = openGraph({ planner, subgraphs: { ants, bees } });

    expect(await graph.ask('mutation { third { journal } second { journal } first { journal } }')).toEqual({
      data: { third: { journal: ['third'] }, second: { journal: ['third', 'second'] }, first: { journal: ['third', 'second', 'first'] } },
    });
  });

  it('run as often as they are asked', async () => {
    const graph = openGraph({ planner, subgraphs: { ants, bees } });

    expect(await graph.ask('mutation { first(by: 1) { id } again: first(by: 1) { id } other: first(by: 2) { journal } }')).toEqual({
      data: { first: { id: '1' }, again: { id: '1' }, other: { journal: ['first1', 'first1', 'first2'] } },
    });
  });

  it('answer fields of other subgraphs', async () => {
    const graph = openGraph({ planner, subgraphs: { ants, bees } });

    expect(await graph.ask('mutation { first { seen journal } }')).toEqual({ data: { first: { seen: 1, journal: ['first'] } } });
  });

  it('do not run where they are skipped', async () => {
    const graph = openGraph({ planner, subgraphs: { ants, bees } });

    expect(await graph.ask('mutation($no: Boolean!) { first @include(if: $no) { id } second { journal } }', { no: false })).toEqual({ data: { second: { journal: ['second'] } } });
  });
});
