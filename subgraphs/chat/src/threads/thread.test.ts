import { startGraph, type TestClient, type TestGraph } from '@sangam/kit/testing/harness';
import {
  AddThreadParticipantDocument, ChatThreadDocument, ChatThreadsDocument, MarkThreadReadDocument, OpenDirectThreadDocument,
  RemoveThreadParticipantDocument, SendChatMessageDocument,
} from '@sangam/schema/typed/operations';
import { groupOf, participant, send } from './participants.fixture';

let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity', 'chat'] });
});
afterAll(() => graph.stop());

const person = (displayName?: string) => participant(graph, displayName);

describe('a direct thread', () => {
  it('joins both people\'s names from identity', async () => {
    const [asha, ravi] = [await person('Asha'), await person('Ravi')];

    const { openDirectThread } = await asha.ask(OpenDirectThreadDocument, { userId: ravi.id });

    expect(openDirectThread.kind).toBe('DIRECT');
    expect(openDirectThread.participants.map(({ user }) => user?.displayName).sort()).toEqual(['Asha', 'Ravi']);
  });

  it('is one for a pair, however many ask for it at once', async () => {
    const [asha, ravi] = [await person(), await person()];

    const opened = await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 ? asha.ask(OpenDirectThreadDocument, { userId: ravi.id }) : ravi.ask(OpenDirectThreadDocument, { userId: asha.id }))));

    expect(new Set(opened.map(({ openDirectThread }) => openDirectThread.id)).size).toBe(1);
    expect((await asha.ask(ChatThreadsDocument, {})).chatThreads.totalCount).toBe(1);
  });

  it('is refused with oneself, with nobody, and with an id that is none', async () => {
    const asha = await person();

    expect(await asha.refusal(OpenDirectThreadDocument, { userId: asha.id })).toBe('BAD_USER_INPUT');
    expect(await asha.refusal(OpenDirectThreadDocument, { userId: '01912345-0000-7000-8000-000000000000' })).toBe('BAD_USER_INPUT');
    expect(await asha.refusal(OpenDirectThreadDocument, { userId: 'x' })).toBe('BAD_USER_INPUT');
    expect((await asha.ask(ChatThreadsDocument, {})).chatThreads.totalCount).toBe(0);
  });
});

describe('sending', () => {
  it('numbers messages without gaps under parallel senders', async () => {
    const [asha, ravi] = [await person(), await person()];
    const threadId = await groupOf(asha, ravi);

    const sent = await Promise.all(Array.from({ length: 30 }, (_, i) => send(i % 2 ? asha : ravi, threadId, `message ${i}`)));

    expect(sent.map(({ sequence }) => sequence).sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    expect((await asha.ask(ChatThreadDocument, { id: threadId })).chatThread?.messageCount).toBe(30);
  });

  it('with an Idempotency-Key happens once, and refuses the key for another message', async () => {
    const [asha, ravi] = [await person(), await person()];
    const threadId = await groupOf(asha, ravi);
    const key = { 'idempotency-key': 'one' };

    const sent = await Promise.all(Array.from({ length: 10 }, () => send(asha, threadId, 'once', key)));
    const other = await asha.run(SendChatMessageDocument, { input: { threadId, text: 'twice' } }, key);

    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
    expect(other.errors[0]?.extensions.code).toBe('IDEMPOTENCY_KEY_REUSED');
    expect((await asha.ask(ChatThreadDocument, { id: threadId })).chatThread?.messageCount).toBe(1);
  });

  it.each([['blank text', '   '], ['text of 4,001 characters', 'x'.repeat(4_001)], ['text with U+0000', 'a\u0000b']])('refuses %s and writes nothing', async (_case, text) => {
    const [asha, ravi] = [await person(), await person()];
    const threadId = await groupOf(asha, ravi);

    expect(await asha.refusal(SendChatMessageDocument, { input: { threadId, text } })).toBe('BAD_USER_INPUT');
    expect((await asha.ask(ChatThreadDocument, { id: threadId })).chatThread?.messageCount).toBe(0);
  });
});

describe('reading', () => {
  it('pages through messages both ways in a number of statements that does not depend on the page', async () => {
    const [asha, ravi] = [await person('Asha'), await person('Ravi')];
    const threadId = await groupOf(asha, ravi);
    for (let i = 1; i <= 25; i += 1) await send(asha, threadId, `message ${i}`);
    const counter = graph.countStatements('chat');

    const newest = (await ravi.ask(ChatThreadDocument, { id: threadId, last: 10 })).chatThread;
    const statements = counter.count;
    counter.reset();
    const all = (await ravi.ask(ChatThreadDocument, { id: threadId, last: 100 })).chatThread;

    expect(newest?.messages.nodes.map(({ sequence }) => sequence)).toEqual([16, 17, 18, 19, 20, 21, 22, 23, 24, 25]);
    expect(newest?.messages.nodes[0]?.sender?.displayName).toBe('Asha');
    expect(all?.messages.nodes).toHaveLength(25);
    expect(counter.count).toBe(statements);
    counter.stop();
    const before = (await ravi.ask(ChatThreadDocument, { id: threadId, last: 10, before: newest?.messages.pageInfo.startCursor })).chatThread;
    expect(before?.messages.nodes.map(({ sequence }) => sequence)).toEqual([6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
  });

  it('counts what is unread, never back', async () => {
    const [asha, ravi] = [await person(), await person()];
    const threadId = await groupOf(asha, ravi);
    for (const text of ['one', 'two', 'three']) await send(asha, threadId, text);
    const unread = async (client: TestClient) => (await client.ask(ChatThreadsDocument, {})).chatThreads.nodes[0]?.unreadCount;

    expect([await unread(asha), await unread(ravi)]).toEqual([0, 3]);
    await ravi.ask(MarkThreadReadDocument, { threadId, sequence: 2 });
    await ravi.ask(MarkThreadReadDocument, { threadId, sequence: 1 });
    expect(await unread(ravi)).toBe(1);
    expect(await ravi.refusal(MarkThreadReadDocument, { threadId, sequence: 4 })).toBe('BAD_USER_INPUT');
  });

  it('lists threads with people and last messages in a number of statements that does not depend on how many there are', async () => {
    const [asha, ravi] = [await person('Asha'), await person('Ravi')];
    const counters = ['chat', 'identity'].map((name) => graph.countStatements(name));
    const statements = async (threads: number): Promise<number[]> => {
      for (let i = 0; i < threads; i += 1) await send(asha, await groupOf(asha, ravi), 'hello');
      for (const counter of counters) counter.reset();
      const { nodes } = (await asha.ask(ChatThreadsDocument, { first: 100 })).chatThreads;
      expect(nodes.every((node) => node.messages.nodes[0]?.sender?.displayName === 'Asha' && node.participants.length === 2)).toBe(true);
      return counters.map((counter) => counter.count);
    };

    const few = await statements(1);
    expect(await statements(40)).toEqual(few);
    for (const counter of counters) counter.stop();
  });

  it('lists threads by latest activity', async () => {
    const [asha, ravi] = [await person(), await person()];
    const first = await groupOf(asha, ravi);
    graph.clock.advance(1_000);
    const second = await groupOf(asha, ravi);
    graph.clock.advance(1_000);
    await send(ravi, first, 'hello');

    const page = (await asha.ask(ChatThreadsDocument, { first: 1 })).chatThreads;
    const rest = (await asha.ask(ChatThreadsDocument, { first: 1, after: page.pageInfo.endCursor })).chatThreads;

    expect([page.nodes[0]?.id, rest.nodes[0]?.id]).toEqual([first, second]);
    expect([page.totalCount, page.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([2, true, false]);
  });
});

describe('a group', () => {
  it('is changed by its owner only, and never left without one', async () => {
    const [asha, ravi, meera] = [await person(), await person(), await person()];
    const threadId = await groupOf(asha, ravi);

    expect(await ravi.refusal(AddThreadParticipantDocument, { threadId, userId: meera.id })).toBe('FORBIDDEN');
    expect(await meera.refusal(AddThreadParticipantDocument, { threadId, userId: meera.id })).toBe('NOT_FOUND');
    expect(await asha.refusal(AddThreadParticipantDocument, { threadId, userId: ravi.id })).toBe('CONFLICT');
    expect(await asha.refusal(RemoveThreadParticipantDocument, { threadId, userId: asha.id })).toBe('INVALID_STATE');
    await asha.ask(AddThreadParticipantDocument, { threadId, userId: meera.id });
    await meera.ask(RemoveThreadParticipantDocument, { threadId, userId: meera.id });
    expect(await meera.refusal(ChatThreadDocument, { id: threadId })).toBe('NOT_FOUND');
    expect((await asha.ask(ChatThreadDocument, { id: threadId })).chatThread?.participants).toHaveLength(2);
  });
});

describe('a stranger', () => {
  it('gets the same answer for a foreign thread and for one that does not exist, and changes nothing', async () => {
    const [asha, ravi, stranger] = [await person(), await person(), await person()];
    const threadId = await groupOf(asha, ravi);
    const { id } = await send(asha, threadId, 'private');
    const missing = '01912345-0000-7000-8000-000000000000';
    const answerFor = async (threadOf: string) => {
      const { data, errors } = await stranger.run(ChatThreadDocument, { id: threadOf });
      return { data, errors: errors.map(({ message, path, extensions }) => ({ message, path, code: extensions.code })) };
    };

    expect(await answerFor(threadId)).toEqual(await answerFor(missing));
    expect(await stranger.refusal(SendChatMessageDocument, { input: { threadId, text: 'hello' } })).toBe('NOT_FOUND');
    expect(await graph.anonymous().refusal(ChatThreadDocument, { id: threadId })).toBe('UNAUTHENTICATED');
    const keys = [{ __typename: 'ChatThread', id: threadId }, { __typename: 'ChatMessage', id }];
    expect(await graph.entities('chat', stranger.viewer, keys)).toEqual([null, null]);
    expect(await graph.entities('chat', null, keys)).toEqual([null, null]);
    expect((await graph.entities('chat', asha.viewer, keys)).map((entity) => entity?.id)).toEqual([threadId, id]);
    expect((await asha.ask(ChatThreadDocument, { id: threadId })).chatThread?.messageCount).toBe(1);
  });
});
