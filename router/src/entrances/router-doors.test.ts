import { encodeViewerHeader } from '@sangam/kit/calls/viewer-header';
import { signCall } from '@sangam/kit/calls/signing';
import { anonymousViewer } from '@sangam/kit/authorization/viewer';
import { startGraph, type TestGraph, type TestPerson } from '@sangam/kit/testing/harness';
import { LoginDocument, MeDocument, MyLoginSessionsDocument } from '@sangam/schema/typed/operations';
import { parse } from 'graphql';
import { testEnvironment } from '../testing/environment';
import { RawSocket } from './raw-socket.fixture';

let graph: TestGraph;
let owner: TestPerson;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity', 'chat'] });
  owner = await graph.person({ displayName: 'Asha', platformRoles: ['ADMIN'] });
});
afterAll(() => graph.stop());

/** Sends text that need not be valid for the schema, as an intruder would. */
async function ask(query: string, init: { readonly headers?: Record<string, string>; readonly variables?: object } = {}) {
  const response = await graph.anonymous().http('/graphql', {
    method: 'POST', headers: { 'content-type': 'application/json', ...init.headers }, body: JSON.stringify({ query, variables: init.variables ?? {} }),
  });
  const text = await response.text();
  // From a subgraph in another process the refusal of a stream comes as its first event.
  const { errors = [] } = JSON.parse(/^event: next\ndata: (.*)$/m.exec(text)?.[1] ?? text) as { errors?: { extensions: { code: string } }[] };
  return { status: response.status, codes: errors.map(({ extensions }) => extensions.code), text };
}

async function askOverSocket(query: string): Promise<string> {
  const socket = await RawSocket.ready(graph.url, null);
  socket.send({ type: 'subscribe', id: '1', payload: { query } });
  const answer = JSON.stringify(await socket.next());
  socket.close();
  return answer;
}

describe('what only the router may ask a subgraph', () => {
  const doors = [
    '{ _service { sdl } }', '{ _entities(representations: [{ __typename: "User", id: "1" }]) { __typename } }', 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on User { email } } }',
    '{ __type(name: "_Entity") { ...T } } fragment T on _Service { sdl }',
  ];

  it.each(doors)('is no field of the graph: %s', async (query) => {
    const { status, codes, text } = await ask(query);

    expect([status, new Set(codes)]).toEqual([400, new Set(['GRAPHQL_VALIDATION_FAILED'])]);
    expect(text).not.toMatch(/did you mean/i);
    expect(await askOverSocket(query)).toMatch(/"type":"error".*GRAPHQL_VALIDATION_FAILED/);
  });

  it('is not in the schema that clients see, nor is anything internal', async () => {
    const { text } = await ask('{ __schema { types { name fields { name } inputFields { name } enumValues { name } } } }');

    expect(text).toContain('"chatThread"');
    expect(text).not.toMatch(/_Entity|_Any|_Service|_entities|join__|link__|SessionViewer|CreatePersonInput|viewerOfSession|existingUserIds|signingKeys|createPeople/);
  });
});

describe('a misspelt', () => {
  it.each([
    ['field', '{ mee { id } }'], ['nested field', '{ me { emial } }'], ['type', '{ me { ... on Usr { id } } }'], ['argument', '{ chatThread(idd: "1") { id } }'],
    ['input key', 'mutation { login(input: { emial: "a@example.com", password: "x" }) { __typename } }'], ['type of a variable', 'query ($id: IDD!) { chatThread(id: $id) { id } }'],
    ['directive', '{ me @skipp(if: true) { id } }'], ['fragment', '{ me { ...Persn } } fragment Person on User { id }'], ['variable', 'query ($ident: ID!) { chatThread(id: $idnt) { id } }'],
  ])('%s is refused without a correction, over HTTP and sockets', async (_what, query) => {
    const { status, text } = await ask(query);

    expect(status).toBe(400);
    expect(text).not.toMatch(/did you mean|suggest/i);
    expect(await askOverSocket(query)).not.toMatch(/did you mean|suggest|"type":"next"/i);
  });
});

describe('what a client says about itself', () => {
  const claims = (): Record<string, string> => {
    const viewerHeader = encodeViewerHeader({ viewer: { ...anonymousViewer('r', ''), userId: owner.id, platformRoles: ['ADMIN'] }, caller: 'service', requestId: 'r', idempotencyKey: null });
    const keys = [testEnvironment({ dataDir: '', prefix: '' }).SERVICE_KEYS ?? ''];
    const signed = signCall({ keys, audience: 'identity', method: 'POST', path: '/graphql', body: '', viewerHeader, now: graph.clock.now() });
    return {
      ...signed, 'x-user-id': owner.id, 'x-user': owner.id, 'x-org-id': '01912345-0000-7000-8000-000000000000', 'x-organization-id': 'o', 'x-role': 'ADMIN', 'x-roles': 'ADMIN', 'x-permissions': '*:*',
      'x-actor-id': owner.id, 'x-tenant-id': 't', 'x-internal-caller': 'service', 'x-forwarded-user': owner.id, 'x-real-ip': '198.51.100.1', 'x-forwarded-for': '203.0.113.6', forwarded: 'for=203.0.113.6',
    };
  };

  it('changes nobody into anybody', async () => {
    const { errors } = await graph.anonymous().run(MeDocument, {}, claims());
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['UNAUTHENTICATED']);
    expect((await ask('query { viewerOfSession(sessionId: "1") { userId } }', { headers: claims() })).codes).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });

  it('changes no person into another, over HTTP, sockets and event streams', async () => {
    const other = await graph.person({ displayName: 'Ravi' });
    const { client, accessToken } = await other.signIn();

    const { me } = await client.ask(MeDocument, {}, claims());
    const socket = await RawSocket.ready(graph.url, accessToken, { headers: claims() });
    socket.send({ type: 'subscribe', id: '1', payload: { query: '{ me { id platformRoles } }' } });
    const overSocket = await socket.next();
    socket.close();

    expect(me).toMatchObject({ id: other.id, platformRoles: [] });
    expect(overSocket.payload).toEqual({ data: { me: { id: other.id, platformRoles: [] } } });
    expect((await ask('subscription { chatEvents { __typename } }', { headers: { ...claims(), accept: 'text/event-stream' } })).codes).toEqual(['UNAUTHENTICATED']);
  });

  it('is not where a sign-in is said to come from', async () => {
    const { email, password } = owner;
    const { data } = await graph.anonymous().run(LoginDocument, { input: { email, password, deviceLabel: 'claimed' } }, claims());
    const client = graph.withToken((data as { login: { accessToken: string } }).login.accessToken);

    const sessions = (await client.ask(MyLoginSessionsDocument, { first: 50 })).me?.loginSessions?.nodes ?? [];

    expect(sessions.find(({ deviceLabel }) => deviceLabel === 'claimed')?.ip).toBe('127.0.0.1');
  });
});

describe('an operation sent in a way it was not meant for', () => {
  const get = (query: string, headers: Record<string, string> = { 'apollo-require-preflight': '1' }) => graph.anonymous().http(`/graphql?query=${encodeURIComponent(query)}`, { headers });

  it('is refused: a mutation by GET', async () => {
    const { email, password } = owner;
    const response = await get(`mutation { login(input: { email: "${email}", password: "${password}" }) { __typename } }`);
    expect([response.status, await response.text()]).toEqual([405, expect.stringContaining('METHOD_NOT_ALLOWED')]);
  });

  it('is refused: a query by GET that any page could make a browser send', async () => {
    expect((await get('{ me { id } }', {})).status).toBe(400);
    expect((await get('{ __typename }')).status).toBe(200);
  });

  it('is refused: a subscription without a stream', async () => {
    expect(await ask('subscription { chatEvents { __typename } }')).toMatchObject({ status: 400, codes: ['SUBSCRIPTION_NEEDS_STREAM'] });
  });

  it('is refused: several operations at once', async () => {
    const response = await graph.anonymous().http('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify([{ query: '{ __typename }' }, { query: '{ __typename }' }]) });
    expect(response.status).toBe(400);
  });

  it('is refused: deferred parts', async () => {
    const { status, codes } = await ask('{ me { id ... @defer { email } } }', { headers: { accept: 'multipart/mixed; deferSpec=20220824, application/json' } });
    expect([status, codes]).toEqual([400, ['GRAPHQL_VALIDATION_FAILED']]);
  });
});

it('counts an anonymous client by its connection, whatever it says about its address', async () => {
  const strict = await startGraph({ subgraphs: [], environment: { LIMITS_FACTOR: '1' } });
  try {
    const document = parse('{ __typename }');
    const statuses: number[] = [];
    for (let i = 1; i <= 11; i += 1) statuses.push((await strict.anonymous().run(document, {}, { 'x-forwarded-for': `203.0.113.${i}`, 'x-real-ip': `203.0.113.${i}`, forwarded: `for=203.0.113.${i}` })).status);
    expect(statuses).toEqual([...Array<number>(10).fill(200), 429]);
  } finally {
    await strict.stop();
  }
});
