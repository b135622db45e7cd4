import { openGraph, PLANNERS, type FixtureSubgraph } from './supergraph.fixture';

describe.each(PLANNERS)('@interfaceObject, planned by %s', (planner) => {
  const known: Readonly<Record<string, object>> = { '1': { __typename: 'Book', id: '1', title: 'Emma', pages: 400 }, '2': { __typename: 'Film', id: '2', title: 'Solaris', minutes: 167 } };
  const media: FixtureSubgraph = {
    sdl: `type Query { media: [Media!]! }
      interface Media @key(fields: "id") { id: ID! title: String }
      type Book implements Media @key(fields: "id") { id: ID! title: String pages: Int }
      type Film implements Media @key(fields: "id") { id: ID! title: String minutes: Int }`,
    resolvers: { Query: { media: () => Object.values(known) }, Media: { __resolveReference: ({ id }: { id: string }) => known[id] }, Book: { __resolveReference: ({ id }: { id: string }) => known[id] }, Film: { __resolveReference: ({ id }: { id: string }) => known[id] } },
  };
  const reviews: FixtureSubgraph = {
    sdl: 'type Query { reviewed: [Media!]! } type Media @key(fields: "id") @interfaceObject { id: ID! stars: Int title: String @external headline: String @requires(fields: "title") }',
    resolvers: {
      Query: { reviewed: () => [{ id: '2' }, { id: '1' }] },
      Media: { __resolveReference: (reference: object) => reference, stars: ({ id }: { id: string }) => Number(id) + 2, headline: ({ title }: { title: string }) => `On ${title}` },
    },
  };

  it('adds a field to whatever implements the interface', async () => {
    const graph = openGraph({ planner, subgraphs: { media, reviews } });

    expect(await graph.ask('{ media { __typename title stars ... on Book { pages again: stars } } }')).toEqual({ data: { media: [{ __typename: 'Book', title: 'Emma', stars: 3, pages: 400, again: 3 }, { __typename: 'Film', title: 'Solaris', stars: 4 }] } });
  });

  it('learns from the owner of the interface what an object is', async () => {
    const graph = openGraph({ planner, subgraphs: { media, reviews } });

    expect(await graph.ask('{ reviewed { stars __typename ... on Film { minutes } } }')).toEqual({ data: { reviewed: [{ stars: 4, __typename: 'Film', minutes: 167 }, { stars: 3, __typename: 'Book' }] } });
  });

  it('computes from what implementations own', async () => {
    const graph = openGraph({ planner, subgraphs: { media, reviews } });

    expect(await graph.ask('{ media { headline } reviewed { headline } }')).toEqual({ data: { media: [{ headline: 'On Emma' }, { headline: 'On Solaris' }], reviewed: [{ headline: 'On Solaris' }, { headline: 'On Emma' }] } });
  });
});
