import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import {
  AddThreadParticipantDocument, ChatEventsDocument, DeleteChatMessageDocument, EditChatMessageDocument, RemoveThreadParticipantDocument,
  SetTypingDocument,
} from '@sangam/schema/typed/operations';
import { groupOf, participant, send } from '../threads/participants.fixture';

let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity', 'chat'] });
});
afterAll(() => graph.stop());

const person = (displayName: string) => participant(graph, displayName);

it('tells the others of a thread what happens, with names joined from identity', async () => {
  const [asha, ravi] = [await person('Asha'), await person('Ravi')];
  const threadId = await groupOf(asha, ravi);
  const stream = await ravi.subscribe(ChatEventsDocument, { threadId });
  const message = await send(asha, threadId, 'hello');

  const sent = (await stream.next()).chatEvents;
  expect(sent).toMatchObject({ __typename: 'ChatMessageSent', message: { id: message.id, sequence: 1, text: 'hello', sender: { id: asha.id, displayName: 'Asha' } } });
  expect((await stream.next()).chatEvents).toMatchObject({ __typename: 'ChatThreadUpdated', thread: { id: threadId, messageCount: 1, unreadCount: 1 } });
  await asha.ask(EditChatMessageDocument, { id: message.id, text: 'hello again' });
  expect((await stream.next()).chatEvents).toMatchObject({ __typename: 'ChatMessageEdited', message: { text: 'hello again' } });
  await asha.ask(SetTypingDocument, { threadId, typing: true });
  expect((await stream.next()).chatEvents).toMatchObject({ __typename: 'ChatTypingChanged', typing: true, user: { displayName: 'Asha' } });
  await asha.ask(DeleteChatMessageDocument, { id: message.id });
  expect((await stream.next()).chatEvents).toMatchObject({ __typename: 'ChatMessageDeleted', message: { id: message.id } });
  expect(await asha.refusal(EditChatMessageDocument, { id: message.id, text: 'too late' })).toBe('INVALID_STATE');
  expect(await ravi.refusal(DeleteChatMessageDocument, { id: message.id })).toBe('NOT_FOUND');
  await stream.close();
});

it('tells a person of new threads and of activity in all of them', async () => {
  const [asha, ravi] = [await person('Asha'), await person('Ravi')];
  const inbox = await ravi.subscribe(ChatEventsDocument, {});

  const threadId = await groupOf(asha, ravi);
  await send(asha, threadId, 'hello');

  expect((await inbox.next()).chatEvents).toMatchObject({ __typename: 'ChatThreadCreated', thread: { id: threadId, kind: 'GROUP', title: 'Family' } });
  expect((await inbox.next()).chatEvents).toMatchObject({ __typename: 'ChatThreadUpdated', thread: { id: threadId, messageCount: 1, unreadCount: 1 } });
  await inbox.close();
});

it('refuses strangers and the anonymous before the stream opens', async () => {
  const [asha, ravi, stranger] = [await person('Asha'), await person('Ravi'), await person('Stranger')];
  const threadId = await groupOf(asha, ravi);

  const foreign = await stranger.subscribe(ChatEventsDocument, { threadId });
  expect((await foreign.nextErrors())[0]?.extensions.code).toBe('NOT_FOUND');
  const nobody = await graph.anonymous().subscribe(ChatEventsDocument, { threadId });
  expect((await nobody.nextErrors())[0]?.extensions.code).toBe('UNAUTHENTICATED');
  await Promise.all([foreign.close(), nobody.close()]);
});

it('ends the stream of a person who is removed; nothing reaches them any more', async () => {
  const [asha, ravi, meera] = [await person('Asha'), await person('Ravi'), await person('Meera')];
  const threadId = await groupOf(asha, ravi, meera);
  const removed = await ravi.subscribe(ChatEventsDocument, { threadId });
  const remaining = await meera.subscribe(ChatEventsDocument, { threadId });

  await asha.ask(RemoveThreadParticipantDocument, { threadId, userId: ravi.id });
  await send(asha, threadId, 'secret');

  expect(await removed.ended()).toBeNull();
  expect(removed.waiting).toBe(0);
  expect((await remaining.next()).chatEvents).toMatchObject({ __typename: 'ChatThreadUpdated' });
  expect((await remaining.next()).chatEvents).toMatchObject({ __typename: 'ChatMessageSent', message: { text: 'secret' } });
  await remaining.close();
});

it('lets a person who is added later hear what comes from then on', async () => {
  const [asha, ravi, meera] = [await person('Asha'), await person('Ravi'), await person('Meera')];
  const threadId = await groupOf(asha, ravi);
  const early = await ravi.subscribe(ChatEventsDocument, { threadId });

  await asha.ask(AddThreadParticipantDocument, { threadId, userId: meera.id });
  const late = await meera.subscribe(ChatEventsDocument, { threadId });
  await send(asha, threadId, 'welcome');

  expect((await late.next()).chatEvents).toMatchObject({ message: { text: 'welcome' } });
  expect((await early.next()).chatEvents).toMatchObject({ __typename: 'ChatThreadUpdated' });
  expect((await early.next()).chatEvents).toMatchObject({ message: { text: 'welcome' } });
  await Promise.all([early.close(), late.close()]);
});

it('leaves nothing on the bus after clients have gone', async () => {
  const [asha, ravi] = [await person('Asha'), await person('Ravi')];
  const threadId = await groupOf(asha, ravi);
  const streams = await Promise.all(Array.from({ length: 8 }, () => ravi.subscribe(ChatEventsDocument, { threadId })));
  await send(asha, threadId, 'hello');
  await Promise.all(streams.map((stream) => stream.next()));
  expect(graph.liveTopics().filter((topic) => topic.includes(threadId))).toHaveLength(1);

  await Promise.all(streams.map((stream) => stream.close()));

  await settled(() => graph.liveTopics().every((topic) => !topic.includes(threadId)));
});

/** Waits until something that another connection causes has come true. */
async function settled(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 2_000; turn += 1) {
    if (condition()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error('It did not come true.');
}
