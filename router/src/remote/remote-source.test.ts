import { SignedClient } from '@sangam/kit/calls/signed-client';
import { parse, type OperationDefinitionNode } from 'graphql';
import type { GraphContext } from '../gateway/graph-context';
import { RemoteSource } from './remote-source';
import { requestOf, ServedEcho } from './served-echo.fixture';

const IDENTITY = '{ identity { userId caller requestId idempotencyKey } }';
const WAITING = 'query Wait__echo__0 { waiting }';

describe('a remote source', () => {
  let server: ServedEcho;
  let client: SignedClient;
  let source: RemoteSource;

  const connect = async (keys?: readonly string[]) => {
    await client?.close();
    client = new SignedClient({ ...server.target, openForMs: 10, ...(keys && { keys }) });
    source = new RemoteSource(client);
  };

  beforeEach(async () => {
    server = new ServedEcho();
    await server.start();
    await connect();
  });
  afterEach(async () => {
    await server.stop();
    await client.close();
  });

  function fetch(query: string, context: GraphContext = requestOf('u1'), variables: Record<string, unknown> = {}) {
    const document = parse(query);
    const { operation: kind } = document.definitions[0] as OperationDefinitionNode;
    return source.prepare({ kind, text: query, document })(variables, context);
  }

  it('introduces the viewer of the request, the router as caller and the idempotency key', async () => {
    expect(await fetch(IDENTITY, requestOf('u1', { requestId: 'r1' }, 'key-1'))).toEqual({ data: { identity: { userId: 'u1', caller: 'router', requestId: 'r1', idempotencyKey: 'key-1' } } });
  });

  it('passes coded errors on with their path', async () => {
    expect(await fetch('query ($how: String!) { fail(how: $how) }', requestOf('u1'), { how: 'coded' })).toMatchObject({ data: { fail: null }, errors: [{ path: ['fail'], extensions: { code: 'CONFLICT' } }] });
  });

  describe('shares a read that is under way', () => {
    /** How often `waiting` ran for requests of which `expected` should have been sent. */
    async function atTheSameTime(expected: number, ...requests: Parameters<typeof fetch>[]) {
      const before = server.echo.ran;
      const answers = Promise.all(requests.map((request) => fetch(...request)));
      await server.echo.arrival(expected);
      // One round trip more, for those that should not have been sent.
      await fetch(IDENTITY, requestOf('probe'));
      const ran = server.echo.ran - before - 1;
      server.echo.release();
      return { ran, answers: await answers };
    }

    it('with the same viewer, whatever the request id', async () => {
      const { answers, ran } = await atTheSameTime(1, [WAITING, requestOf('u1')], [WAITING, requestOf('u1', { requestId: 'another' })]);
      expect([ran, answers]).toEqual([1, [{ data: { waiting: 2 } }, { data: { waiting: 2 } }]]);
    });

    it('handing each an object of its own', async () => {
      const { answers } = await atTheSameTime(1, [WAITING], [WAITING], [WAITING]);
      expect(new Set(answers.map(({ data }) => data)).size).toBe(3);
    });

    it.each<[string, GraphContext]>([
      ['another person', requestOf('u2')], ['nobody signed in', requestOf(null)], ['another role', requestOf('u1', { platformRoles: ['ADMIN'] })], ['another organization', requestOf('u1', { organizationId: 'o1' })],
      ['another permission version', requestOf('u1', { permissionVersion: 2 })], ['another language', requestOf('u1', { locale: 'hi' })], ['somebody acting for the person', requestOf('u1', { actorId: 'a1' })],
    ])('not with %s', async (_name, other) => {
      expect((await atTheSameTime(2, [WAITING, requestOf('u1')], [WAITING, other])).ran).toBe(2);
    });

    it('not with other variables', async () => {
      const query = 'query ($x: Boolean! = true, $y: Boolean! = false) { waiting @include(if: $x) @skip(if: $y) }';
      expect((await atTheSameTime(2, [query, requestOf('u1'), { x: true }], [query, requestOf('u1'), { y: false }])).ran).toBe(2);
    });

    it('not once it has been answered', async () => {
      await fetch(IDENTITY);
      await fetch(IDENTITY);
      expect(server.echo.ran).toBe(2);
    });

    it('not when it failed', async () => {
      await server.stop();
      expect(await Promise.all([fetch(IDENTITY), fetch(IDENTITY)])).toMatchObject([{ data: null }, { data: null }]);
      await server.start();
      while ((await fetch(IDENTITY)).data === null);
      expect((await fetch(IDENTITY)).data).toMatchObject({ identity: { userId: 'u1' } });
    });
  });

  it('sends every mutation, and once', async () => {
    const answers = await Promise.all([fetch('mutation { count }'), fetch('mutation { count }')]);
    expect(answers.map(({ data }) => data?.count).sort()).toEqual([1, 2]);
  });

  it('answers null with a coded error and a path while the subgraph is down, and heals', async () => {
    await server.stop();
    const answer = await fetch('query { identity { userId } said: echo(text: "x") { text } }');
    expect(answer).toEqual({ data: null, errors: ['identity', 'said'].map((key) => ({ message: expect.any(String), path: [key], extensions: { code: 'SUBGRAPH_UNAVAILABLE', requestId: 'r-u1' } })) });
    expect(JSON.stringify(answer)).not.toMatch(/127\.0\.0\.1|ECONN/);

    await server.start();
    expect((await fetch(IDENTITY)).data).toMatchObject({ identity: { userId: 'u1' } });
  });

  it('is unavailable, not unauthenticated, when the keys of the processes differ', async () => {
    await connect(['another-key-of-at-least-32-characters']);
    expect(await fetch(IDENTITY)).toMatchObject({ data: null, errors: [{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }] });
    expect(server.echo.ran).toBe(0);
  });
});
