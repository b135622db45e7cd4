import { failed, openGraph, PLANNERS, type FixtureSubgraph } from './supergraph.fixture';

describe.each(PLANNERS)('errors and nulls, planned by %s', (planner) => {
  const threads: FixtureSubgraph = {
    sdl: `type Query { messages: [Message] thread: Thread strict: Message! fine: Int }
      type Thread { title: String! messages: [Message!] }
      type Message { text: String! note: String sender: User must: User! } type User @key(fields: "id", resolvable: false) { id: ID! }`,
    resolvers: {
      Query: {
        messages: () => ['1', '2', '1'].map((id) => ({ text: `from ${id}`, note: id === '2' ? failed('FORBIDDEN') : 'n', sender: { id }, must: { id } })),
        thread: () => ({ title: 't', messages: [{ text: 'a' }, { text: null }] }), strict: () => failed('NOT_FOUND'), fine: () => 1,
      },
    },
  };
  const users: FixtureSubgraph = {
    sdl: 'type User @key(fields: "id") { id: ID! name: String email: String! tags: [String!] }',
    resolvers: { User: {
      name: ({ id }: { id: string }) => (id === '1' ? failed('RATE_LIMITED') : `name ${id}`), email: ({ id }: { id: string }) => (id === '2' ? null : `${id}@example.com`),
      tags: ({ id }: { id: string }) => ['x', id === '2' ? failed('FORBIDDEN') : 'y'],
    } },
  };
  const graph = openGraph({ planner, subgraphs: { threads, users } });

  it('keep their code and their path', async () => {
    expect(await graph.ask('{ m: messages { text n: note } }')).toEqual({
      data: { m: [{ text: 'from 1', n: 'n' }, { text: 'from 2', n: null }, { text: 'from 1', n: 'n' }] }, errors: [{ path: ['m', 1, 'n'], code: 'FORBIDDEN' }],
    });
  });

  it('are said in each place where an entity stands', async () => {
    expect(await graph.ask('{ messages { sender { alias: name } } }')).toEqual({
      data: { messages: [{ sender: { alias: null } }, { sender: { alias: 'name 2' } }, { sender: { alias: null } }] },
      errors: [{ path: ['messages', 0, 'sender', 'alias'], code: 'RATE_LIMITED' }, { path: ['messages', 2, 'sender', 'alias'], code: 'RATE_LIMITED' }],
    });
  });

  it('keep their index in a list of an entity', async () => {
    expect(await graph.ask('{ messages { sender { tags } } }')).toEqual({
      data: { messages: [{ sender: { tags: ['x', 'y'] } }, { sender: { tags: null } }, { sender: { tags: ['x', 'y'] } }] }, errors: [{ path: ['messages', 1, 'sender', 'tags', 1], code: 'FORBIDDEN' }],
    });
  });

  it('a null that must not be takes its object with it and is said', async () => {
    const { data, errors } = await graph.ask('{ messages { sender { email } } }');

    expect(data).toEqual({ messages: [{ sender: { email: '1@example.com' } }, { sender: null }, { sender: { email: '1@example.com' } }] });
    expect(errors).toEqual([expect.objectContaining({ path: ['messages', 1, 'sender', 'email'] })]);
  });

  it('a null goes up as far as it must, over subgraphs', async () => {
    const { data, errors } = await graph.ask('{ messages { text must { email } } }');

    expect(data).toEqual({ messages: [{ text: 'from 1', must: { email: '1@example.com' } }, null, { text: 'from 1', must: { email: '1@example.com' } }] });
    expect(errors).toEqual([expect.objectContaining({ path: ['messages', 1, 'must', 'email'] })]);
  });

  it('a null in a list of what must be takes the list', async () => {
    const { data, errors } = await graph.ask('{ thread { title messages { text } } }');

    expect(data).toEqual({ thread: { title: 't', messages: null } });
    expect(errors).toEqual([expect.objectContaining({ path: ['thread', 'messages', 1, 'text'] })]);
  });

  it('leave nothing of the data where nothing above may be null', async () => {
    expect(await graph.ask('{ fine strict { text } }')).toEqual({ data: null, errors: [{ path: ['strict'], code: 'NOT_FOUND' }] });
  });

  it('a subgraph that cannot be reached is an error at each field that it owns', async () => {
    const alone = openGraph({ planner, subgraphs: { threads, users: { ...users, absent: true } } });
    const { data, errors } = await alone.ask('{ fine messages { text sender { name } } }');

    expect(data).toEqual({ fine: 1, messages: [{ text: 'from 1', sender: { name: null } }, { text: 'from 2', sender: { name: null } }, { text: 'from 1', sender: { name: null } }] });
    expect(errors).toContainEqual({ path: ['messages', 1, 'sender', 'name'], code: 'SUBGRAPH_UNAVAILABLE' });
  });

  it('also where one request looks up entities of several types in it', async () => {
    const shop: FixtureSubgraph = {
      sdl: 'type Query { book: Book pen: Pen } type Book @key(fields: "id") { id: ID! } type Pen @key(fields: "id") { id: ID! }', resolvers: { Query: { book: () => ({ id: '1' }), pen: () => ({ id: '2' }) } },
    };
    const stock: FixtureSubgraph = { sdl: 'type Book @key(fields: "id") { id: ID! left: Int shelf: Shelf } type Pen @key(fields: "id") { id: ID! left: Int shelf: Shelf } type Shelf { row: Int place: Int }', resolvers: {}, absent: true };
    const { data, errors } = await openGraph({ planner, subgraphs: { shop, stock } }).ask('{ book { left shelf { row place } } pen { amount: left shelf { row place } } }');

    expect(data).toEqual({ book: { left: null, shelf: null }, pen: { amount: null, shelf: null } });
    expect(new Set(errors?.map(({ path }) => path?.join('.')))).toEqual(new Set(['book.left', 'book.shelf', 'pen.amount', 'pen.shelf']));
  });
});
