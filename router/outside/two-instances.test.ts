import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { ChatEventsDocument, ChatThreadsDocument, CreateGroupThreadDocument, LogoutDocument, MeDocument } from '@sangam/schema/typed/operations';
import { parse } from 'graphql';
import { newPerson, type Person } from './testing/client';
import { Cluster } from './testing/cluster';
import { endAll } from './testing/program';
import { isMessage, listenTo, send, type ChatListener } from './testing/stories';
import { until, within } from './testing/wait';

/** Also tells how many messages the thread had when the person was taken out. */
const RemoveParticipantDocument = parse('mutation ($threadId: ID!, $userId: ID!) { removeThreadParticipant(threadId: $threadId, userId: $userId) { messageCount } }') as
  TypedDocumentNode<{ removeThreadParticipant: { messageCount: number } }, { threadId: string; userId: string }>;

let cluster: Cluster;

beforeAll(async () => {
  cluster = await Cluster.install();
  await cluster.startIdentity();
});
afterAll(async () => {
  await endAll();
  await cluster.remove();
});

const removeParticipant = async (owner: Person, threadId: string, { id: userId }: Person): Promise<number> =>
  (await owner.client.ask(RemoveParticipantDocument, { threadId, userId })).removeThreadParticipant.messageCount;
const groupOf = async (owner: Person, others: readonly Person[]): Promise<string> =>
  (await owner.client.ask(CreateGroupThreadDocument, { input: { title: 'Family', participantIds: others.map(({ id }) => id) } })).createGroupThread.id;

it('starts a router while a subgraph is down, serves the rest, and serves all once it is up', async () => {
  await cluster.startRouter('a', { DEMO_DATA: 'true' });
  const { client, id } = await newPerson(cluster.url('a'), 'Asha');
  expect((await client.ask(MeDocument, {})).me?.id).toBe(id);
  expect(await client.refusal(ChatThreadsDocument, {})).toBe('SUBGRAPH_UNAVAILABLE');

  await cluster.startChat('a');

  const threads = await until(async () => (await client.run(ChatThreadsDocument, {})).data ?? undefined, 5_000, 'chat to answer');
  expect(threads.chatThreads.totalCount).toBe(0);
});

describe('two routers with a chat each', () => {
  let asha: Person;
  let ravi: Person;
  let meera: Person;

  beforeAll(async () => {
    await cluster.startChat('b');
    await cluster.startRouter('b');
    [asha, ravi, meera] = [await newPerson(cluster.url('a'), 'Asha'), await newPerson(cluster.url('a'), 'Ravi'), await newPerson(cluster.url('a'), 'Meera')];
  });

  it('let people of both hear each other, with names', async () => {
    const threadId = await groupOf(asha, [ravi]);
    const listener = await listenTo(ravi.client.at(cluster.url('b')), threadId, asha.client);

    await send(asha.client, threadId, 'from a to b');

    const { chatEvents } = await listener.hear(isMessage('from a to b'), 'the message at the other router');
    expect(chatEvents).toMatchObject({ message: { sender: { displayName: 'Asha' } } });
    await listener.close();
  });

  it.each([1, 2, 3, 4, 5, 6])('tell a removed person nothing more, although removal and messages come from two processes at once (round %i)', async (round) => {
    const threadId = await groupOf(asha, [ravi, meera]);
    const b = cluster.url('b');
    const removed = await listenTo(ravi.client.at(b), threadId, asha.client);
    const remaining = await listenTo(meera.client.at(b), threadId, asha.client);

    const removals: Promise<number>[] = [];
    for (let index = 1; index <= 12; index += 1) {
      if (index === round + 1) removals.push(removeParticipant(asha, threadId, ravi));
      await send(meera.client.at(b), threadId, `message ${index}`);
    }
    const [countAtRemoval = 0] = await Promise.all(removals);
    await send(meera.client.at(b), threadId, 'the last one');
    await remaining.hear(isMessage('the last one'), 'the last message to be heard by who remains');

    expect(await within(removed.ended, 5_000, 'the stream of the removed person to end')).toBeNull();
    expect(sequencesHeard(remaining)).toEqual(Array.from({ length: 13 }, (_, index) => index + 1));
    expect(sequencesHeard(removed)).toEqual(Array.from({ length: sequencesHeard(removed).length }, (_, index) => index + 1));
    expect(sequencesHeard(removed).length).toBeLessThanOrEqual(countAtRemoval);
    expect(sequencesHeard(removed).length).toBeGreaterThan(0);
    await Promise.all([removed.close(), remaining.close()]);
  });

  it('count one rate limit between them', async () => {
    const { client } = await newPerson(cluster.url('a'), 'Limited');
    const doors = [client, client.at(cluster.url('b'))];
    const ask = (index: number) => doors[index % 2]?.run(CreateGroupThreadDocument, { input: { title: `Group ${index}`, participantIds: [asha.id] } });

    const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => ask(index)));

    const outcomes = answers.map((answer) => answer?.errors[0]?.extensions.code ?? 'made');
    expect(outcomes.filter((outcome) => outcome === 'made')).toHaveLength(20);
    expect(outcomes.filter((outcome) => outcome === 'RATE_LIMITED')).toHaveLength(10);
  });

  it('both forget a session within a second when it ends at one of them, open sockets too', async () => {
    const leaving = await newPerson(cluster.url('a'), 'Leaving');
    const { client } = leaving;
    const other = client.at(cluster.url('b'));
    await other.ask(MeDocument, {});
    const listener = other.listen(ChatEventsDocument, {});
    await listener.opened(() => groupOf(meera, [leaving]));

    await client.ask(LogoutDocument, {});

    expect(await until(async () => (await other.refusal(MeDocument, {})) ?? undefined, 1_000, 'the other router to refuse')).toBe('SESSION_REVOKED');
    expect(await within(listener.ended, 1_000, 'the socket to close')).toBe(4403);
  });
});

function sequencesHeard(listener: ChatListener): number[] {
  return listener.heard.flatMap(({ chatEvents: event }) => (event.__typename === 'ChatMessageSent' ? [event.message.sequence] : []));
}
