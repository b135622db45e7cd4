import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endAll, Program } from './testing/program';

const ROUTER = 'router/dist/router.js';
const LOADED = 'the supergraph was loaded again';

let folder: string;
let file: string;
let subgraph: Server;
/** Answers that the subgraph holds back, while it does. */
let held: ServerResponse[] | null = null;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sangam-alone-'));
  file = join(folder, 'supergraph.graphql');
  subgraph = createServer((_request, response) => (held ? held.push(response) : answer(response)));
  await new Promise<void>((resolve) => subgraph.listen(0, '127.0.0.1', resolve));
});
beforeEach(() => writeFileSync(file, supergraph('Query')));
afterAll(async () => {
  await endAll();
  subgraph.closeAllConnections();
  await new Promise((resolve) => subgraph.close(resolve));
  rmSync(folder, { recursive: true });
});

function answer(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{"greeting":"hello"}}');
}

/** One subgraph with one field, and a type that tells versions apart. */
function supergraph(more: string, feature = ''): string {
  return `schema @link(url: "https://specs.apollo.dev/link/v1.0") @link(url: "https://specs.apollo.dev/join/v0.3", for: EXECUTION) ${feature} { query: Query }
    directive @link(url: String, as: String, for: link__Purpose, import: [link__Import]) repeatable on SCHEMA
    directive @join__enumValue(graph: join__Graph!) repeatable on ENUM_VALUE
    directive @join__field(graph: join__Graph, requires: join__FieldSet, provides: join__FieldSet, type: String, external: Boolean, override: String, usedOverridden: Boolean) repeatable on FIELD_DEFINITION | INPUT_FIELD_DEFINITION
    directive @join__graph(name: String!, url: String!) on ENUM_VALUE
    directive @join__implements(graph: join__Graph!, interface: String!) repeatable on OBJECT | INTERFACE
    directive @join__type(graph: join__Graph!, key: join__FieldSet, extension: Boolean! = false, resolvable: Boolean! = true, isInterfaceObject: Boolean! = false) repeatable on OBJECT | INTERFACE | UNION | ENUM | INPUT_OBJECT | SCALAR
    directive @join__unionMember(graph: join__Graph!, member: String!) repeatable on UNION
    scalar join__FieldSet scalar link__Import enum link__Purpose { SECURITY EXECUTION }
    enum join__Graph { ONE @join__graph(name: "one", url: "http://127.0.0.1:${(subgraph.address() as AddressInfo).port}/graphql") }
    type Query @join__type(graph: ONE) { greeting: String ${more === 'Query' ? '' : `${more}: String`} }`;
}

async function start(environment: Record<string, string> = {}) {
  const program = new Program(ROUTER, { PORT: '0', ...environment }, ['--supergraph', file]);
  const line = (await program.ready()) as { graphql: string; graphiql: string | null };
  const ask = (query: string) => fetch(line.graphql, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) }).then((response) => response.text());
  return { program, line, ask };
}

it('serves a file, follows its changes and ends when it is told to', async () => {
  const { program, line, ask } = await start();
  expect(line).toMatchObject({ ready: true, mode: 'alone', graphql: expect.stringMatching(/^http:.*\/graphql$/), graphiql: expect.stringMatching(/\/graphiql$/), pids: { router: program.pid } });
  expect(await ask('{ greeting }')).toBe('{"data":{"greeting":"hello"}}');
  expect((await fetch(line.graphiql ?? '')).status).toBe(200);

  const loaded = new Promise<void>((resolve) => program.onLog(({ msg }) => msg === LOADED && resolve()));
  writeFileSync(join(folder, 'draft'), supergraph('second'));
  renameSync(join(folder, 'draft'), file);
  await loaded;

  expect(await ask('{ greeting __type(name: "Query") { fields { name } } }')).toBe('{"data":{"greeting":"hello","__type":{"fields":[{"name":"greeting"},{"name":"second"}]}}}');
  expect(await program.end('SIGTERM')).toBe(0);
});

it('answers what is under way before it ends', async () => {
  const { program, ask } = await start();
  await ask('{ greeting }');
  held = [];
  const underWay = ask('{ greeting }');
  while (held.length === 0) await new Promise((resolve) => setImmediate(resolve));

  program.signal('SIGTERM');
  await new Promise<void>((resolve) => program.onLog(({ msg }) => msg === 'stopping' && resolve()));
  for (const response of held) answer(response);
  held = null;

  expect(await underWay).toBe('{"data":{"greeting":"hello"}}');
  expect(await program.ended).toBe(0);
});

it.each([
  ['no file', [], /The command is:\n {2}- npm run router -- --supergraph FILE/],
  ['a file that is not there', ['--supergraph', '/nowhere/supergraph.graphql'], /cannot be read:\n {2}- \/nowhere\/supergraph\.graphql/],
  ['another argument', ['--supergraph', 'x', '--port', '1'], /The command is:/],
])('does not start with %s', async (_what, args, message) => {
  const program = new Program(ROUTER, { PORT: '0' }, args);
  expect([await program.ended, program.output, program.log]).toEqual([1, '', expect.stringMatching(message)]);
});

it('does not start with what it does not support, and names it', async () => {
  writeFileSync(file, supergraph('Query', '@link(url: "https://specs.apollo.dev/policy/v0.1", for: SECURITY)'));
  const program = new Program(ROUTER, { PORT: '0' }, ['--supergraph', file]);
  expect([await program.ended, program.log]).toEqual([1, 'The router did not start: The supergraph cannot be served:\n  - @policy (v0.1) is not supported.\n']);
});

it('serves no GraphiQL and no schema in production', async () => {
  const { program, line, ask } = await start({ NODE_ENV: 'production' });
  expect([line.graphiql, await ask('{ __schema { types { name } } }')]).toEqual([null, expect.stringContaining('INTROSPECTION_DISABLED')]);
  expect(await program.end()).toBe(0);
});
