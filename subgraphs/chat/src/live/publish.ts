import { plainRow } from '@sangam/kit/database/revive-row';
import type { Transaction } from '@sangam/kit/database/transaction';
import type { Audience } from '@sangam/kit/live/live-bus';
import type { ChatMessage } from '../messages/chat-message.entity';
import type { ChatThread } from '../threads/chat-thread.entity';
import { ThreadParticipant } from '../threads/thread-participant.entity';

/** Everything that happens in a thread, for its participants as of a membership version. */
export const threadTopic = (threadId: string): string => `chat.thread.${threadId}`;
/** What happens to a person's list of threads. */
export const inboxTopic = (userId: string): string => `chat.inbox.${userId}`;
export const threadScope = (threadId: string): string => `thread:${threadId}`;

const membersOf = (thread: ChatThread): Audience => ({ scope: threadScope(thread.id), version: thread.membershipVersion });

export interface MessageNews {
  readonly kind: 'ChatMessageSent' | 'ChatMessageEdited' | 'ChatMessageDeleted';
  readonly message: ChatMessage;
}

export function publishMessage(tx: Transaction, thread: ChatThread, { kind, message }: MessageNews): void {
  tx.publish({ topic: threadTopic(thread.id), kind, payload: plainRow(message), audience: membersOf(thread) });
}

export function publishThreadCreated(tx: Transaction, thread: ChatThread, userIds: readonly string[]): void {
  for (const userId of userIds) tx.publish({ topic: inboxTopic(userId), kind: 'ChatThreadCreated', payload: plainRow(thread), audience: { users: [userId] } });
}

/** To those in the thread now, on the thread's topic and on each one's inbox; who they are. */
export async function publishThreadUpdate(tx: Transaction, thread: ChatThread): Promise<string[]> {
  tx.publish({ topic: threadTopic(thread.id), kind: 'ChatThreadUpdated', payload: plainRow(thread), audience: membersOf(thread) });
  const userIds = (await tx.findMany(ThreadParticipant, { threadId: thread.id })).map(({ userId }) => userId);
  for (const userId of userIds) tx.publish({ topic: inboxTopic(userId), kind: 'ChatThreadUpdated', payload: plainRow(thread), audience: { users: [userId] } });
  return userIds;
}

/** Ends the removed person's streams of this thread; nobody sees it as an event. */
export function publishParticipantRemoved(tx: Transaction, thread: ChatThread, userId: string): void {
  tx.publish({ topic: threadTopic(thread.id), kind: 'ParticipantRemoved', payload: { userId }, audience: { users: [userId] } });
}
