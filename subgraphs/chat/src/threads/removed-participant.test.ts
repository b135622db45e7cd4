import { startGraph, type TestClient, type TestGraph } from '@sangam/kit/testing/harness';
import {
  ChatMessageDocument, ChatThreadDocument, ChatThreadsDocument, CreateGroupThreadDocument, DeleteChatMessageDocument, EditChatMessageDocument, MarkThreadReadDocument,
  RemoveThreadParticipantDocument, SendChatMessageDocument,
} from '@sangam/schema/typed/operations';

let graph: TestGraph;
let owner: TestClient;
let removed: TestClient;
let threadId: string;
let messageId: string;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity', 'chat'] });
  const [asha, ravi] = [await graph.person(), await graph.person()];
  owner = graph.asUser({ userId: asha.id });
  removed = graph.asUser({ userId: ravi.id });
  threadId = (await owner.ask(CreateGroupThreadDocument, { input: { title: 'Family', participantIds: [ravi.id] } })).createGroupThread.id;
  messageId = (await removed.ask(SendChatMessageDocument, { input: { threadId, text: 'mine' } }, { 'idempotency-key': 'before' })).sendChatMessage.id;
  await owner.ask(RemoveThreadParticipantDocument, { threadId, userId: ravi.id });
});
afterAll(() => graph.stop());

describe('somebody who was taken out of a thread', () => {
  it('neither sees nor changes what they wrote in it', async () => {
    expect(await removed.refusal(ChatMessageDocument, { id: messageId })).toBe('NOT_FOUND');
    expect(await removed.refusal(EditChatMessageDocument, { id: messageId, text: 'changed' })).toBe('NOT_FOUND');
    expect(await removed.refusal(DeleteChatMessageDocument, { id: messageId })).toBe('NOT_FOUND');
    expect(await removed.refusal(MarkThreadReadDocument, { threadId, sequence: 1 })).toBe('NOT_FOUND');
    expect(await graph.entities('chat', removed.viewer, [{ __typename: 'ChatMessage', id: messageId }, { __typename: 'ChatThread', id: threadId }])).toEqual([null, null]);
    expect((await owner.ask(ChatMessageDocument, { id: messageId })).chatMessage?.text).toBe('mine');
  });

  it('finds the thread in no list and no count', async () => {
    const { chatThreads } = await removed.ask(ChatThreadsDocument, {});
    expect([chatThreads.totalCount, chatThreads.nodes]).toEqual([0, []]);
  });

  it('sends no more, also not by repeating what was sent before', async () => {
    const again = await removed.run(SendChatMessageDocument, { input: { threadId, text: 'mine' } }, { 'idempotency-key': 'before' });
    expect(await removed.refusal(SendChatMessageDocument, { input: { threadId, text: 'more' } })).toBe('NOT_FOUND');

    expect([again.data, again.errors.map(({ extensions }) => extensions.code)]).toEqual([null, ['NOT_FOUND']]);
    expect((await owner.ask(ChatThreadDocument, { id: threadId })).chatThread?.messageCount).toBe(1);
  });

  it('is not shown a group they made and left by making it again', async () => {
    const friend = await graph.person();
    const other = await graph.person();
    const input = { title: 'Trip', participantIds: [friend.id, other.id] };
    const maker = graph.asUser();
    const { id } = (await maker.ask(CreateGroupThreadDocument, { input }, { 'idempotency-key': 'trip' })).createGroupThread;
    expect((await maker.ask(CreateGroupThreadDocument, { input }, { 'idempotency-key': 'trip' })).createGroupThread.id).toBe(id);
    for (const userId of [friend.id, other.id, maker.viewer?.userId ?? '']) await maker.ask(RemoveThreadParticipantDocument, { threadId: id, userId });

    const { data, errors } = await maker.run(CreateGroupThreadDocument, { input }, { 'idempotency-key': 'trip' });

    expect([data, errors.map(({ extensions }) => extensions.code)]).toEqual([null, ['NOT_FOUND']]);
  });
});
