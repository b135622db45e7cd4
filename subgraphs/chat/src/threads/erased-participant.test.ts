import { count, findMany } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { newId } from '@sangam/kit/ids/new-id';
import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { ChatEventsDocument, DeleteMyAccountDocument } from '@sangam/schema/typed/operations';
import { ChatMessage } from '../messages/chat-message.entity';
import { ChatThread, ThreadKind } from './chat-thread.entity';
import { groupOf, participant, send } from './participants.fixture';
import { ThreadParticipant, ThreadRole } from './thread-participant.entity';

let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity', 'chat'] });
});
afterAll(() => graph.stop({ leaves: 'events for subgraphs that do not run' }));

const soon = () => graph.jobs.drain({ until: graph.clock.now() + 60_000 });

/** Somebody's threads and messages, more than one transaction takes. */
async function busyWriter(userId: string, otherId: string): Promise<void> {
  const threadIds = Array.from({ length: 120 }, () => newId());
  const now = new Date(graph.clock.now());
  await transaction(graph.context('chat'), async (tx) => {
    await tx.insert(ChatThread, threadIds.map((id) => (
      { id, kind: ThreadKind.GROUP, title: 'T', directKey: null, createdById: userId, createdAt: now, messageCount: 20, lastActivityAt: now, membershipVersion: 1 })));
    await tx.insert(ThreadParticipant, threadIds.flatMap((threadId) => [userId, otherId].map((id) => ({ threadId, userId: id, role: ThreadRole.MEMBER, joinedAt: now, lastReadSequence: 0 }))));
    await tx.insert(ChatMessage, threadIds.flatMap((threadId) => Array.from({ length: 20 }, (_, index) => (
      { id: newId(), threadId, senderId: userId, sequence: index + 1, text: 'words', sentAt: now, editedAt: null, deletedAt: null }))));
  });
}

it('is erased in as many transactions as it takes; every group is left with an owner', async () => {
  const [erased, other] = [await participant(graph), await participant(graph)];
  await busyWriter(erased.id, other.id);
  await erased.ask(DeleteMyAccountDocument, {});

  const runs = (await soon()).filter(({ name }) => name === 'chat.erase-person');

  const ctx = graph.context('chat');
  expect(runs.length).toBeGreaterThan(3);
  expect(runs.every(({ outcome }) => outcome === 'done')).toBe(true);
  expect([await count(ctx, ChatMessage, { senderId: erased.id }), await count(ctx, ThreadParticipant, { userId: erased.id })]).toEqual([0, 0]);
  const messages = await findMany(ctx, ChatMessage, { where: {} });
  expect(messages).toHaveLength(2_400);
  expect(messages.every(({ text, senderId, deletedAt }) => text === null && senderId === null && deletedAt !== null)).toBe(true);
  expect(await count(ctx, ThreadParticipant, { userId: other.id, role: ThreadRole.OWNER })).toBe(120);
});

it('writes nothing more that stays, while others go on writing', async () => {
  const [erased, other] = [await participant(graph), await participant(graph)];
  const threadId = await groupOf(erased, other);
  const [, ...sent] = await Promise.all([
    erased.ask(DeleteMyAccountDocument, {}).then(soon), ...[1, 2, 3].flatMap(() => [send(erased, threadId, 'words of the erased').catch(() => null), send(other, threadId, 'words of the other')]),
  ]);
  await graph.jobs.drain({ until: graph.clock.now() + 2 * 3_600_000 });

  expect(sent.length).toBe(6);
  const messages = await findMany(graph.context('chat'), ChatMessage, { where: { threadId }, orderBy: [{ property: 'sequence', direction: 'ASC' }] });
  expect(messages.map(({ sequence }) => sequence)).toEqual(messages.map((_, index) => index + 1));
  expect(messages.filter(({ text }) => text === 'words of the other')).toHaveLength(3);
  expect(messages.filter(({ text, senderId }) => text === 'words of the erased' || senderId === erased.id)).toEqual([]);
});

it('is told to the others, who see the thread change', async () => {
  const [erased, other] = [await participant(graph), await participant(graph)];
  const threadId = await groupOf(erased, other);
  const stream = await other.subscribe(ChatEventsDocument, { threadId });

  await erased.ask(DeleteMyAccountDocument, {});
  await soon();

  expect((await stream.next()).chatEvents).toMatchObject({ __typename: 'ChatThreadUpdated', thread: { id: threadId } });
  await stream.close();
});
