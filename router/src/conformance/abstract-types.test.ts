import { openGraph, PLANNERS, type FixtureSubgraph } from './supergraph.fixture';

describe.each(PLANNERS)('interfaces and unions, planned by %s', (planner) => {
  const catalogue: FixtureSubgraph = {
    sdl: `type Query { items: [Item!]! found: [Found!]! }
      interface Item { id: ID! label: String }
      union Found = Book | Film | Note
      type Book implements Item @key(fields: "id") { id: ID! label: String pages: Int }
      type Film implements Item @key(fields: "id") { id: ID! label: String minutes: Int }
      type Note { text: String }`,
    resolvers: {
      Query: {
        items: () => [{ __typename: 'Film', id: '1', label: 'Solaris', minutes: 167 }, { __typename: 'Book', id: '2', label: 'Emma', pages: 400 }],
        found: () => [{ __typename: 'Note', text: 'see below' }, { __typename: 'Book', id: '2', label: 'Emma', pages: 400 }],
      },
    },
  };
  const reviews: FixtureSubgraph = {
    sdl: 'type Book @key(fields: "id") { id: ID! stars: Int next: Item } interface Item { id: ID! } type Film implements Item @key(fields: "id") { id: ID! rating: String }',
    resolvers: {
      Book: { stars: () => 4, next: () => ({ __typename: 'Film', id: '9' }) },
      Film: { rating: ({ id }: { id: string }) => `PG-${id}`, __resolveReference: ({ id }: { id: string }) => ({ id }) },
    },
  };
  // What implements an interface has all of its fields: here label comes from the catalogue.
  const labels: FixtureSubgraph = { ...catalogue, resolvers: { ...catalogue.resolvers, Film: { __resolveReference: ({ id }: { id: string }) => ({ id, label: `film ${id}` }) } } };

  it('asks other subgraphs below fragments of concrete types only', async () => {
    const graph = openGraph({ planner, subgraphs: { catalogue, reviews } });

    expect(await graph.ask('{ items { __typename label ... on Book { stars pages } ... on Film { rating } } }')).toEqual({
      data: { items: [{ __typename: 'Film', label: 'Solaris', rating: 'PG-1' }, { __typename: 'Book', label: 'Emma', stars: 4, pages: 400 }] },
    });
  });

  it('lets one alias stand for different fields of different types', async () => {
    const graph = openGraph({ planner, subgraphs: { catalogue, reviews } });

    expect(await graph.ask('{ items { ... on Book { number: stars } ... on Film { number: minutes } } }')).toEqual({ data: { items: [{ number: 167 }, { number: 4 }] } });
  });

  it('answers a union, with fragments on an interface of some members', async () => {
    const graph = openGraph({ planner, subgraphs: { catalogue, reviews } });

    expect(await graph.ask('{ found { ... on Item { id label } ... on Note { text } ... on Book { stars } } }')).toEqual({ data: { found: [{ text: 'see below' }, { id: '2', label: 'Emma', stars: 4 }] } });
  });

  it('goes on below an interface that comes from the second subgraph', async () => {
    const graph = openGraph({ planner, subgraphs: { catalogue: labels, reviews } });

    expect(await graph.ask('{ found { ... on Book { next { id label ... on Film { rating } } } } }')).toEqual({ data: { found: [{}, { next: { id: '9', label: 'film 9', rating: 'PG-9' } }] } });
  });

  it('finds a field whose type is stricter in the implementation', async () => {
    const graph = openGraph({ planner, subgraphs: {
      dogs: { sdl: 'type Query { parcels: [Parcel] } type Parcel @key(fields: "id") { id: ID! }', resolvers: { Query: { parcels: () => [{ id: '1' }] } } },
      elks: { sdl: 'interface Named { name: String } type Parcel implements Named @key(fields: "id") { id: ID! name: String! }', resolvers: { Parcel: { name: () => 'box' } } },
    } });

    expect(await graph.ask('{ parcels { ... on Named { name } } }')).toEqual({ data: { parcels: [{ name: 'box' }] } });
  });

  it('keeps the order in which fields were asked, across fragments', async () => {
    const graph = openGraph({ planner, subgraphs: { catalogue, reviews } });
    const { data } = await graph.ask('{ items { ... on Book { stars } label ...Rest } } fragment Rest on Item { ... on Book { pages } id }');

    expect(JSON.stringify(data)).toBe('{"items":[{"label":"Solaris","id":"1"},{"stars":4,"label":"Emma","pages":400,"id":"2"}]}');
  });
});
