import { startGraph, type TestClient, type TestGraph } from '@sangam/kit/testing/harness';
import { CreateGroupThreadDocument, SendChatMessageDocument } from '@sangam/schema/typed/operations';
import { parse } from 'graphql';

let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity', 'chat'] });
});
afterAll(() => graph.stop());

/** Answers with the thread as it was at the moment of the removal. */
const remove = parse('mutation ($threadId: ID!, $userId: ID!) { removeThreadParticipant(threadId: $threadId, userId: $userId) { messageCount } }');

const ROUNDS = 12;
const SENDERS = 8;
/** One after the other, so that the removal falls among messages in every state. */
const MESSAGES = 6;

it('nobody writes after the moment in which they were removed, however close together the two are', async () => {
  const [owner, member] = [await graph.person(), await graph.person()];
  const [asha, ravi] = [graph.asUser({ userId: owner.id }), graph.asUser({ userId: member.id })];
  const outcomes: boolean[] = [];
  const send = async (client: TestClient, threadId: string): Promise<number | null> => {
    const { data, errors } = await client.run(SendChatMessageDocument, { input: { threadId, text: 'hello' } });
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(data === null ? ['NOT_FOUND'] : []);
    return data?.sendChatMessage.sequence ?? null;
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    const { id: threadId } = (await asha.ask(CreateGroupThreadDocument, { input: { title: 'Family', participantIds: [member.id] } })).createGroupThread;
    const firsts = Array.from({ length: SENDERS }, () => send(ravi, threadId));
    const sending = firsts.map(async (first) => {
      const sequences = [await first];
      while (sequences.length < MESSAGES) sequences.push(await send(ravi, threadId));
      return sequences;
    });
    await Promise.race(firsts);
    const { removeThreadParticipant } = (await asha.ask(remove, { threadId, userId: member.id })) as { removeThreadParticipant: { messageCount: number } };
    const sequences = [...(await Promise.all(sending)).flat(), await send(ravi, threadId)];

    const sent = sequences.filter((sequence) => sequence !== null);
    expect(Math.max(0, ...sent)).toBeLessThanOrEqual(removeThreadParticipant.messageCount);
    outcomes.push(...sequences.map((sequence) => sequence !== null));
  }
  expect(outcomes).toContain(false);
});
