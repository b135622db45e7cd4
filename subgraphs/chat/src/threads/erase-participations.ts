import type { Transaction } from '@sangam/kit/database/transaction';
import { sql } from '@sangam/kit/database/sql';
import type { EraseRows } from '@sangam/kit/personal-data/personal-rows';
import { publishParticipantRemoved, publishThreadUpdate } from '../live/publish';
import { ChatMessage } from '../messages/chat-message.entity';
import { ChatThread, ThreadKind } from './chat-thread.entity';
import { ThreadParticipant, ThreadRole } from './thread-participant.entity';

/** Threads of one transaction. */
const BATCH = 50;

/** Takes the person out of every thread; one that nobody is left in goes with its messages. */
export const eraseParticipations: EraseRows = async (_ctx, tx, userId) => {
  const found = await tx.findMany(ThreadParticipant, { userId }, { limit: BATCH });
  for (const { threadId } of found) await leave(tx, threadId, userId);
  return found.length < BATCH;
};

/** The thread's row first, as everybody who changes who takes part. */
async function leave(tx: Transaction, threadId: string, userId: string): Promise<void> {
  await tx.update(ChatThread, { id: threadId }, { membershipVersion: sql('membership_version + 1') });
  await tx.delete(ThreadParticipant, { threadId, userId });
  const thread = await tx.findOne(ChatThread, { id: threadId });
  const remaining = await tx.findMany(ThreadParticipant, { threadId });
  if (!thread) return;
  if (remaining.length === 0) return removeThread(tx, threadId);
  if (thread.kind === ThreadKind.GROUP) await keepOwned(tx, remaining);
  publishParticipantRemoved(tx, thread, userId);
  await publishThreadUpdate(tx, thread);
}

/** A group whose last owner went is the longest-standing member's. */
async function keepOwned(tx: Transaction, remaining: readonly ThreadParticipant[]): Promise<void> {
  if (remaining.some(({ role }) => role === ThreadRole.OWNER)) return;
  const [heir] = [...remaining].sort((a, b) => a.joinedAt.getTime() - b.joinedAt.getTime() || (a.userId < b.userId ? -1 : 1));
  if (heir) await tx.update(ThreadParticipant, { threadId: heir.threadId, userId: heir.userId }, { role: ThreadRole.OWNER });
}

async function removeThread(tx: Transaction, threadId: string): Promise<void> {
  await tx.delete(ChatMessage, { threadId });
  await tx.delete(ChatThread, { id: threadId });
}
