import { anonymousViewer, type Viewer } from '@sangam/kit/authorization/viewer';
import { connectionParts, subscriptionParts } from '@sangam/kit/calls/signed-subscription';
import { SIGNATURE_HEADER, signCall, VIEWER_HEADER, type CallToSign } from '@sangam/kit/calls/signing';
import { encodeViewerHeader, type CallIdentity } from '@sangam/kit/calls/viewer-header';
import { newId } from '@sangam/kit/ids/new-id';
import { countStatements, type StatementCounter } from '@sangam/kit/testing/statement-counter';
import { isObjectType, type GraphQLSchema } from 'graphql';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { SUBGRAPHS } from '../subgraphs';
import { serveSubgraphs, type ServedSubgraphs } from './served-subgraphs.fixture';

let served: ServedSubgraphs;
const counters = new Map<string, StatementCounter>();

beforeAll(async () => {
  served = await serveSubgraphs(SUBGRAPHS.map(({ name }) => name));
  for (const [name, running] of served.running) counters.set(name, countStatements(running.database));
});
afterAll(() => served.stop());

const statements = (): number => [...counters.values()].reduce((sum, { count }) => sum + count, 0);

interface Sending {
  readonly body?: string;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function send(subgraph: string, { body = BODY, path = '/graphql', method = 'POST', headers = {} }: Sending) {
  const response = await fetch(`${served.url(subgraph)}${path}`, { method, headers: { 'content-type': 'application/json', ...headers }, ...(method !== 'GET' && { body }) });
  return { status: response.status, text: await response.text() };
}

/** Makes an administrator: what an intruder would want. */
const BODY = JSON.stringify({
  query: 'mutation ($people: [CreatePersonInput!]!) { createPeople(people: $people) }',
  variables: { people: [{ displayName: 'Mallory', email: 'mallory@example.com', password: 'Correct1horse', platformRoles: ['ADMIN'] }] },
});

const identity = (change: Partial<CallIdentity> = {}, viewer: Partial<Viewer> = {}): string =>
  encodeViewerHeader({ viewer: { ...anonymousViewer('r', ''), ...viewer }, caller: 'service', requestId: 'r', idempotencyKey: null, ...change });

const signed = (change: Partial<CallToSign> = {}) =>
  signCall({ keys: served.keys, audience: 'identity', method: 'POST', path: '/graphql', body: BODY, viewerHeader: identity(), now: served.clock.now(), ...change });

describe.each(SUBGRAPHS.map(({ name }) => name))('the port of %s, without a signature', (name) => {
  const rootFields = (schema: GraphQLSchema): string[] =>
    ['query', 'mutation', 'subscription'].flatMap((kind) => {
      const type = { query: schema.getQueryType(), mutation: schema.getMutationType(), subscription: schema.getSubscriptionType() }[kind];
      return isObjectType(type) ? Object.keys(type.getFields()).map((field) => `${kind} { ${field} }`) : [];
    });

  it('answers no root field and runs no statement', async () => {
    const fields = rootFields((served.running.get(name) as { schema: GraphQLSchema }).schema);
    const before = statements();

    const answers = await Promise.all(fields.map((query) => send(name, { body: JSON.stringify({ query }) })));

    expect(fields).toEqual(expect.arrayContaining(['query { _entities }', 'query { _service }']));
    expect(answers.map(({ status, text }) => [status, /"SIGNATURE_INVALID"/.test(text)])).toEqual(fields.map(() => [401, true]));
    expect(statements()).toBe(before);
  });

  it.each([
    ['GET', '/graphql?query=%7B_service%7Bsdl%7D%7D'], ['POST', '/internal/events'], ['GET', '/'], ['POST', '/'], ['PUT', '/graphql'], ['GET', '/metrics'],
  ])('answers %s %s with 401', async (method, path) => {
    const before = statements();
    expect((await send(name, { method, path })).status).toBe(401);
    expect(statements()).toBe(before);
  });

  it('tells its health to anybody', async () => {
    expect((await send(name, { method: 'GET', path: '/health/live' })).status).toBe(200);
    expect((await send(name, { method: 'GET', path: '/health/ready' })).status).toBe(200);
  });

  it('opens no socket for operations', async () => {
    const client = createClient({ url: `${served.url(name).replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0 });
    await expect(client.iterate({ query: 'subscription { anything }' }).next()).rejects.toMatchObject({ code: 4403 });
  });
});

describe('a call to a subgraph\'s port', () => {
  const attacks: Readonly<Record<string, () => Sending>> = {
    'with no signature': () => ({ headers: { [VIEWER_HEADER]: identity() } }),
    'with a signature of another form': () => ({ headers: { [SIGNATURE_HEADER]: 'yes', [VIEWER_HEADER]: identity() } }),
    'signed with another key': () => ({ headers: signed({ keys: ['another-key-of-at-least-32-characters'] }) }),
    'signed with an empty key': () => ({ headers: signed({ keys: [''] }) }),
    'signed for another subgraph': () => ({ headers: signed({ audience: 'chat' }) }),
    'signed for another method': () => ({ headers: signed({ method: 'PUT' }) }),
    'signed for another path': () => ({ headers: signed({ path: '/graphql?x=1' }) }),
    'sent to another path than signed': () => ({ path: '/graphql?x=1', headers: signed() }),
    'with another body than signed': () => ({ body: BODY.replace('Mallory', 'Malory'), headers: signed() }),
    'with one more byte than signed': () => ({ body: `${BODY} `, headers: signed() }),
    'with another viewer than signed': () => ({ headers: { ...signed(), [VIEWER_HEADER]: identity({}, { userId: newId(), platformRoles: ['ADMIN'] }) } }),
    'of the router turned into one of a service': () => ({ headers: { ...signed({ viewerHeader: identity({ caller: 'router' }) }), [VIEWER_HEADER]: identity() } }),
    'with the viewer taken away': () => ({ headers: { [SIGNATURE_HEADER]: signed()[SIGNATURE_HEADER] } }),
    'signed over a viewer that is none': () => ({ headers: signed({ viewerHeader: 'e30' }) }),
    'signed as the system itself': () => ({ headers: signed({ viewerHeader: Buffer.from(Buffer.from(identity(), 'base64url').toString().replace('"service"', '"system"')).toString('base64url') }) }),
    'that is 61 s old': () => ({ headers: signed({ now: served.clock.now() - 61_000 }) }),
    'from 61 s ahead': () => ({ headers: signed({ now: served.clock.now() + 61_000 }) }),
  };

  it.each(Object.keys(attacks))('%s is refused before anything runs', async (attack) => {
    const before = statements();

    const { status, text } = await send('identity', (attacks[attack] as () => Sending)());

    expect([status, JSON.parse(text)]).toEqual([401, { error: { code: 'SIGNATURE_INVALID', message: 'The signature is not valid.', details: { requestId: expect.any(String) } } }]);
    expect(statements()).toBe(before);
  });

  it('works when it is signed, and not a second time', async () => {
    const headers = signed();
    const before = statements();
    expect(await send('identity', { headers })).toMatchObject({ status: 200, text: expect.stringContaining('createPeople') });
    expect(statements()).toBeGreaterThan(before);
    const after = statements();

    const replay = await send('identity', { headers });

    expect([replay.status, JSON.parse(replay.text)]).toMatchObject([401, { error: { code: 'REPLAYED' } }]);
    expect(statements()).toBe(after);
  });

  it('brings no events for the router', async () => {
    const body = JSON.stringify({ id: newId(), type: 'x.y.z', version: 1, occurredAt: 0, aggregateId: 'a', aggregateVersion: 1, organizationId: null, actorId: null, requestId: 'r', payload: {} });
    const before = statements();

    const { status } = await send('identity', { path: '/internal/events', body, headers: signed({ path: '/internal/events', body, viewerHeader: identity({ caller: 'router' }) }) });

    expect(status).toBe(403);
    expect(statements()).toBe(before);
  });

  it('over a socket needs a signature of its own for each operation', async () => {
    const { keys, clock } = served;
    const sign = (parts: Omit<CallToSign, 'keys' | 'now'>) => signCall({ ...parts, keys, now: clock.now() })[SIGNATURE_HEADER];
    const client = createClient({
      url: `${served.url('chat').replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0, connectionParams: () => ({ serviceSignature: sign(connectionParts('chat')) }),
    });
    const operation = { query: 'subscription { chatEvents { __typename } }', variables: {} };
    const mine = identity({ caller: 'router' }, { userId: newId() });
    const theirs = identity({ caller: 'router' }, { userId: newId() });
    const before = statements();

    const refusal = (extensions?: object) => client.iterate({ ...operation, extensions } as never).next().then(() => 'opened', (errors: unknown) => JSON.stringify(errors));
    expect(await refusal()).toContain('SIGNATURE_INVALID');
    expect(await refusal({ viewer: theirs, serviceSignature: sign(subscriptionParts('chat', operation, mine)) })).toContain('SIGNATURE_INVALID');
    expect(await refusal({ viewer: mine, serviceSignature: sign(connectionParts('chat')) })).toContain('SIGNATURE_INVALID');

    expect(statements()).toBe(before);
    await client.dispose();
  });
});
