import type { ViewerReads } from '@sangam/kit/authorization/viewer';
import { SignedClient } from '@sangam/kit/calls/signed-client';
import { parse, type OperationDefinitionNode } from 'graphql';
import type { GraphContext } from '../gateway/graph-context';
import { viewFacts } from '../view-keys/view-facts';
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

  /** From now on every field of the subgraph's queries is declared to read this much. */
  const declare = (reads: ViewerReads) => {
    const fields = Object.fromEntries(['waiting', 'identity', 'echo', 'fail'].map((name) => [name, reads]));
    source = new RemoteSource(client, viewFacts('type Query { waiting: Int! identity: Identity! } type Identity { userId: String }', { echo: { Query: { fields }, Identity: {} } }).get('echo'));
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
      await fetch('{ echo(text: "probe") { text } }', requestOf('probe'));
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

    describe('with whoever looks the same to what the operation reads', () => {
      const member = { userTypes: ['MEMBER'], permissionVersion: 1 };
      const employee = { ...member, organizationId: 'o1', membershipRole: 'EMPLOYEE', permissions: ['report:read'] };

      it.each<[ViewerReads, string, GraphContext, GraphContext]>([
        ['nothing', 'two people', requestOf('u1', { platformRoles: ['ADMIN'], organizationId: 'o1', sessionId: 's1' }), requestOf('u2', { sessionId: 's2', ip: '10.0.0.9' })],
        ['nothing', 'a person and nobody', requestOf('u1'), requestOf(null)],
        ['nothing', 'a person and somebody acting for one', requestOf('u1'), requestOf('u2', { actorId: 'a1' })],
        ['roles', 'two people of one role', requestOf('u1', member), requestOf('u2', { ...member, organizationId: 'o2', permissions: ['x'] })],
        ['organization', 'two people of one role in one organization', requestOf('u1', employee), requestOf('u2', employee)],
      ])('%s: %s share', async (reads, _who, one, other) => {
        declare(reads);
        expect((await atTheSameTime(1, [WAITING, one], [WAITING, other])).ran).toBe(1);
      });

      it.each<[ViewerReads, string, GraphContext, GraphContext]>([
        ['nothing', 'two languages', requestOf('u1'), requestOf('u2', { locale: 'hi' })],
        ['nothing', 'two time zones', requestOf('u1'), requestOf('u2', { timeZone: 'Asia/Seoul' })],
        ['nothing', 'two permission versions', requestOf('u1'), requestOf('u2', { permissionVersion: 2 })],
        ['roles', 'a person and nobody', requestOf('u1'), requestOf(null)],
        ['roles', 'two roles', requestOf('u1', { platformRoles: ['STAFF'] }), requestOf('u2', { platformRoles: ['ADMIN'] })],
        ['roles', 'two types of user', requestOf('u1', member), requestOf('u2', { ...member, userTypes: ['COACH'] })],
        ['roles', 'with and without a second factor', requestOf('u1', { mfa: true }), requestOf('u2')],
        ['organization', 'two organizations', requestOf('u1', employee), requestOf('u2', { ...employee, organizationId: 'o2' })],
        ['organization', 'two roles in one organization', requestOf('u1', employee), requestOf('u2', { ...employee, membershipRole: 'HR' })],
        ['organization', 'other permissions', requestOf('u1', employee), requestOf('u2', { ...employee, permissions: [] })],
        ['user', 'two people', requestOf('u1', employee), requestOf('u2', employee)],
      ])('%s: %s do not', async (reads, _who, one, other) => {
        declare(reads);
        expect((await atTheSameTime(2, [WAITING, one], [WAITING, other])).ran).toBe(2);
      });
    });

    it('not one that began before a mutation ended', async () => {
      const early = fetch(WAITING);
      await server.echo.arrival(1);
      await fetch('mutation { count }');
      const late = fetch(WAITING);
      await server.echo.arrival(2);
      server.echo.release();
      expect(await Promise.all([early, late])).toEqual([{ data: { waiting: 3 } }, { data: { waiting: 3 } }]);
      expect(server.echo.ran).toBe(3);
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

  it('hides from the subgraph what an operation does not declare to read', async () => {
    declare('roles');
    const answer = await fetch(IDENTITY, requestOf('u1', { requestId: 'r1' }, 'key-1'));
    expect(answer).toEqual({ data: null, errors: [expect.objectContaining({ path: ['identity'], extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'r1' } })] });
    declare('user');
    expect(await fetch(IDENTITY, requestOf('u1'))).toMatchObject({ data: { identity: { userId: 'u1' } } });
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
