import { printSchema } from 'graphql';
import { composeGraph } from './compose';

const HEAD = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@inaccessible"])\n';
const part = (name: string, port: number, sdl: string, ...owns: string[]) => ({ name, port, sdl: HEAD + sdl, owns: new Set(owns) });

const USER = '"A person who signs in." type User @key(fields: "id") { "Opaque id." id: ID! "Their name." name: String } type Query { me: User }';
const STUB = '"A person." type User @key(fields: "id") { "Of the user." id: ID! "What waits." unread: Int }';

it('takes the owner\'s description where the others have a stub', () => {
  const graph = composeGraph([part('chat', 4102, STUB), part('coaching', 4103, STUB.replace('unread', 'booked')), part('identity', 4101, USER, 'User')]);
  const text = printSchema(graph.api);
  expect(text).toContain('"""A person who signs in."""\ntype User');
  expect(text).toContain('"""Opaque id."""\n  id: ID!');
  expect(text).toContain('"""What waits."""\n  unread: Int');
  expect(text).not.toContain('"""A person."""');
});

it('tells the router where each subgraph listens', () => {
  const { supergraph } = composeGraph([part('identity', 4101, USER, 'User')]);
  expect(supergraph).toContain('IDENTITY @join__graph(name: "identity", url: "http://localhost:4101/graphql")');
});

it('shows clients nothing inaccessible, and other parts of the product everything', () => {
  const { api, internal } = composeGraph([part('identity', 4101, `${USER} extend type Query { viewerFacts: ViewerFacts @inaccessible } type ViewerFacts @inaccessible { live: Boolean }`, 'User')]);
  expect(printSchema(api)).not.toContain('ViewerFacts');
  expect(printSchema(internal)).toContain('viewerFacts: ViewerFacts');
  expect(printSchema(internal)).not.toMatch(/join__|@key|@inaccessible/);
});

it('names every reason why the subgraphs do not make a graph', () => {
  expect(() => composeGraph([part('identity', 4101, USER), part('chat', 4102, 'type Query { me: String }')])).toThrow(/do not compose:\n {2}- .*Query\.me/);
});
