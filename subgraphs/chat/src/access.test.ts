import { OWN, type AccessWorld } from '@sangam/kit/testing/access-specimens';
import { describeAccess } from '@sangam/kit/testing/access-matrix';
import type { TestClient, TestGraph, TestPerson } from '@sangam/kit/testing/harness';
import {
  AddThreadParticipantDocument, ChatEventsDocument, ChatMessageDocument, ChatThreadDocument, ChatThreadsDocument, CreateGroupThreadDocument, DeleteChatMessageDocument,
  EditChatMessageDocument, MarkThreadReadDocument, OpenDirectThreadDocument, RemoveThreadParticipantDocument, SendChatMessageDocument, SetTypingDocument,
} from '@sangam/schema/typed/operations';
import { subgraph } from './subgraph';

/** A group of its owner, a member and somebody who was taken out again, with a message of the owner's. */
interface ChatWorld extends AccessWorld {
  readonly lowerRole: TestPerson;
  readonly removed: TestPerson;
  /** Another member. */
  readonly bystander: TestPerson;
  /** Takes part in nothing yet. */
  readonly friend: TestPerson;
  readonly threadId: string;
  readonly messageId: string;
  readonly client: TestClient;
}

async function makeWorld(graph: TestGraph): Promise<ChatWorld> {
  const [owner, lowerRole, removed, bystander, friend] = await Promise.all([graph.person(), graph.person(), graph.person(), graph.person(), graph.person()]);
  const client = graph.asUser({ userId: owner.id });
  const title = `Title ${owner.id}`;
  const text = `Text ${owner.id}`;
  const { id: threadId } = (await client.ask(CreateGroupThreadDocument, { input: { title, participantIds: [lowerRole.id, removed.id, bystander.id] } })).createGroupThread;
  const { id: messageId } = (await client.ask(SendChatMessageDocument, { input: { threadId, text } })).sendChatMessage;
  await client.ask(RemoveThreadParticipantDocument, { threadId, userId: removed.id });
  return { owner, lowerRole, removed, bystander, friend, threadId, messageId, client, secrets: [threadId, messageId, title, text] };
}

describeAccess<ChatWorld>({
  definition: subgraph,
  subgraphs: ['identity', 'chat'],
  persons: ['lowerRole', 'removed'],
  world: makeWorld,
  fields: {
    'Query.chatThread': { document: ChatThreadDocument, variables: ({ threadId }) => ({ id: threadId }), outcomes: { lowerRole: 'allowed' } },
    'Query.chatThreads': { document: ChatThreadsDocument, outcomes: { stranger: OWN, otherTenant: OWN, removed: OWN, lowerRole: 'allowed' } },
    'Query.chatMessage': { document: ChatMessageDocument, variables: ({ messageId }) => ({ id: messageId }), outcomes: { lowerRole: 'allowed' } },
    'Mutation.sendChatMessage': { document: SendChatMessageDocument, variables: ({ threadId }) => ({ input: { threadId, text: 'hello' } }), outcomes: { lowerRole: 'allowed' } },
    'Mutation.editChatMessage': { document: EditChatMessageDocument, variables: ({ messageId }) => ({ id: messageId, text: 'changed' }), outcomes: { lowerRole: 'NOT_FOUND' } },
    'Mutation.deleteChatMessage': { document: DeleteChatMessageDocument, variables: ({ messageId }) => ({ id: messageId }), outcomes: { lowerRole: 'NOT_FOUND' } },
    'Mutation.openDirectThread': {
      document: OpenDirectThreadDocument, variables: ({ friend }) => ({ userId: friend.id }), outcomes: { stranger: OWN, otherTenant: OWN, removed: OWN, lowerRole: OWN },
    },
    'Mutation.createGroupThread': {
      document: CreateGroupThreadDocument, variables: ({ friend }) => ({ input: { title: 'Another', participantIds: [friend.id] } }),
      outcomes: { stranger: OWN, otherTenant: OWN, removed: OWN, lowerRole: OWN },
    },
    'Mutation.markThreadRead': { document: MarkThreadReadDocument, variables: ({ threadId }) => ({ threadId, sequence: 1 }), outcomes: { lowerRole: 'allowed' } },
    'Mutation.addThreadParticipant': { document: AddThreadParticipantDocument, variables: ({ threadId, friend }) => ({ threadId, userId: friend.id }) },
    'Mutation.removeThreadParticipant': { document: RemoveThreadParticipantDocument, variables: ({ threadId, bystander }) => ({ threadId, userId: bystander.id }) },
    'Mutation.setTyping': { document: SetTypingDocument, variables: ({ threadId }) => ({ threadId, typing: true }), outcomes: { lowerRole: 'allowed' } },
    'Subscription.chatEvents': {
      document: ChatEventsDocument, variables: ({ threadId }) => ({ threadId }), outcomes: { lowerRole: 'allowed' },
      provoke: ({ client, threadId }) => client.ask(SetTypingDocument, { threadId, typing: true }),
    },
  },
  entities: {
    ChatThread: { key: ({ threadId }) => ({ id: threadId }), visibleTo: ['lowerRole'] },
    ChatMessage: { key: ({ messageId }) => ({ id: messageId }), visibleTo: ['lowerRole'] },
  },
});
