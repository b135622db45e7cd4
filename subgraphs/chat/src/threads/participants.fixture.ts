import type { TestClient, TestGraph } from '@sangam/kit/testing/harness';
import { CreateGroupThreadDocument, SendChatMessageDocument } from '@sangam/schema/typed/operations';

/** Somebody known to identity, at the front door. */
export type Participant = TestClient & { readonly id: string };

export async function participant(graph: TestGraph, displayName = 'Somebody'): Promise<Participant> {
  const { id } = await graph.person({ displayName });
  return Object.assign(graph.asUser({ userId: id }), { id });
}

/** The id of a new group. */
export async function groupOf(owner: TestClient, ...others: readonly { readonly id: string }[]): Promise<string> {
  return (await owner.ask(CreateGroupThreadDocument, { input: { title: 'Family', participantIds: others.map(({ id }) => id) } })).createGroupThread.id;
}

export async function send(client: TestClient, threadId: string, text: string, headers: Readonly<Record<string, string>> = {}) {
  return (await client.ask(SendChatMessageDocument, { input: { threadId, text } }, headers)).sendChatMessage;
}
