import { openGraph, PLANNERS, type FixtureSubgraph } from './supergraph.fixture';

describe.each(PLANNERS)('@provides, planned by %s', (planner) => {
  const users: FixtureSubgraph = {
    sdl: 'type User @key(fields: "id") { id: ID! name: String @shareable email: String }',
    resolvers: { User: { __resolveReference: ({ id }: { id: string }) => ({ id, name: `owner ${id}`, email: `${id}@example.com` }) } },
  };
  const reviews: FixtureSubgraph = {
    sdl: 'type Query { latest: Review  best: Review } type Review { author: User @provides(fields: "name")  editor: User } type User @key(fields: "id") { id: ID! name: String @external }',
    resolvers: { Query: { latest: () => ({ author: { id: '1', name: 'here 1' }, editor: { id: '2' } }) } },
  };

  it('takes provided fields from where they are and others from their owner', async () => {
    const graph = openGraph({ planner, subgraphs: { users, reviews } });

    expect(await graph.ask('{ latest { author { name email } editor { name } } }')).toEqual({ data: { latest: { author: { name: 'here 1', email: '1@example.com' }, editor: { name: 'owner 2' } } } });
  });

  it('does not need the owner for what is provided', async () => {
    const graph = openGraph({ planner, subgraphs: { users: { ...users, absent: true }, reviews } });

    expect(await graph.ask('{ latest { author { name id } } }')).toEqual({ data: { latest: { author: { name: 'here 1', id: '1' } } } });
  });
});
