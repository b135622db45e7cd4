import { startGraph, type TestClient, type TestGraph, type TestPerson } from '@sangam/kit/testing/harness';
import {
  ChangePasswordDocument, ChatEventsDocument, CreateGroupThreadDocument, LogoutDocument, RefreshTokenDocument, RevokeAllLoginSessionsDocument, RevokeLoginSessionDocument, SendChatMessageDocument,
} from '@sangam/schema/typed/operations';
import { RawSocket } from './raw-socket.fixture';

let graph: TestGraph;
let person: TestPerson;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity', 'chat'] });
});
beforeEach(async () => {
  person = await graph.person();
});
afterAll(async () => {
  await graph.jobs.drain();
  await graph.stop();
});

const EVENTS = { query: 'subscription { chatEvents { __typename } }' };
const body = JSON.stringify(EVENTS);

/** A socket with an open subscription. */
async function socketOf(token: string): Promise<RawSocket> {
  const socket = await RawSocket.ready(graph.url, token);
  socket.send({ type: 'subscribe', id: '1', payload: EVENTS });
  return socket;
}

/** An event stream; `ended` settles with what it said until the server ended it. */
async function eventStreamOf(client: TestClient) {
  const response = await client.http('/graphql', { method: 'POST', headers: { 'content-type': 'application/json', accept: 'text/event-stream' }, body });
  return { status: response.status, ended: response.text() };
}

const endings: Readonly<Record<string, (session: { client: TestClient; refreshToken: string }) => Promise<unknown>>> = {
  'the person signs out': ({ client }) => client.ask(LogoutDocument, {}),
  'the person ends it from another device': async ({ refreshToken }) => (await person.signIn()).client.ask(RevokeLoginSessionDocument, { id: refreshToken.split('.')[0] ?? '' }),
  'the person ends all others': async () => (await person.signIn()).client.ask(RevokeAllLoginSessionsDocument, { includeCurrent: false }),
  'the person changes the password': async () =>
    (await person.signIn()).client.ask(ChangePasswordDocument, { input: { currentPassword: person.password, newPassword: 'Another1horse' } }),
  'its refresh token is used by a thief': async ({ refreshToken }) => {
    const anonymous = graph.anonymous();
    await anonymous.ask(RefreshTokenDocument, { refreshToken });
    graph.clock.advance(10_001);
    expect(await anonymous.refusal(RefreshTokenDocument, { refreshToken })).toBe('SESSION_REVOKED');
  },
};

describe.each(Object.keys(endings))('when %s', (ending) => {
  const end = endings[ending] as (typeof endings)[string];

  it('sockets of the session close; those of other sessions stay', async () => {
    const session = await person.signIn();
    const other = await (await graph.person()).signIn();
    const [closing, staying] = [await socketOf(session.accessToken), await socketOf(other.accessToken)];

    await end(session);

    expect(await closing.closeCode()).toBe(4403);
    staying.send({ type: 'ping' });
    expect((await staying.next()).type).toBe('pong');
    staying.close();
  });

  it('event streams of the session end', async () => {
    const session = await person.signIn();
    const stream = await eventStreamOf(session.client);
    expect(stream.status).toBe(200);

    await end(session);

    expect(await stream.ended).not.toContain('event: next');
  });
});

describe('when a token expires', () => {
  let strict: TestGraph;

  beforeAll(async () => {
    strict = await startGraph({ subgraphs: ['identity', 'chat'], environment: { ACCESS_TOKEN_TTL: '1s' } });
  });
  afterAll(() => strict.stop());

  it('its socket is closed and its event stream ends, though nothing happens', async () => {
    const { accessToken, client } = await (await strict.person()).signIn();
    const socket = await RawSocket.ready(strict.url, accessToken);
    const response = await client.http('/graphql', { method: 'POST', headers: { 'content-type': 'application/json', accept: 'text/event-stream' }, body });

    expect(await socket.closeCode()).toBe(4401);
    expect(await response.text()).not.toContain('event: next');
  });

  it('nothing that happens afterwards is told, however late the clocks of sockets are', async () => {
    const friend = await graph.person();
    const { client } = await person.signIn();
    const author = graph.asUser({ userId: friend.id });
    const { id: threadId } = (await author.ask(CreateGroupThreadDocument, { input: { title: 'Family', participantIds: [person.id] } })).createGroupThread;
    const stream = await client.subscribe(ChatEventsDocument, { threadId });
    const witness = await author.subscribe(ChatEventsDocument, { threadId });

    graph.clock.advance(16 * 60_000);
    await author.ask(SendChatMessageDocument, { input: { threadId, text: 'secret' } });
    await witness.next();

    expect(await stream.ended()).toBeNull();
    expect(stream.waiting).toBe(0);
    await Promise.all([stream.close(), witness.close()]);
  });
});
