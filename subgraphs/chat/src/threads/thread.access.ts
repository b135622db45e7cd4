import type { Assignments, Transaction } from '@sangam/kit/database/transaction';
import { notFound } from '@sangam/kit/errors/app-error';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { isId } from '@sangam/kit/ids/new-id';
import { ChatThread, threadById } from './chat-thread.entity';
import { ThreadParticipant } from './thread-participant.entity';
import { ownParticipation } from './thread.loaders';

/** The thread if the viewer takes part in it. @throws AppError NOT_FOUND, for foreign and missing alike. */
export async function ownThread(ctx: SubgraphContext, threadId: string): Promise<ChatThread> {
  const participation = isId(threadId) ? await ctx.loaders.load(ownParticipation, threadId) : null;
  const thread = participation ? await ctx.loaders.load(threadById, threadId) : null;
  if (!thread) throw notFound();
  return thread;
}

interface ThreadChange {
  readonly ctx: SubgraphContext;
  readonly tx: Transaction;
  readonly threadId: string;
}

export interface LockedThread {
  readonly thread: ChatThread;
  readonly participant: ThreadParticipant;
}

/**
 * Changes the thread's row first, which makes this transaction the only one that touches the thread until it ends,
 * then reads who takes part: whoever was removed before this moment is refused, whoever is removed later has a newer
 * membership version than anything published here.
 */
export async function lockThread({ ctx, tx, threadId }: ThreadChange, change: Assignments<ChatThread>): Promise<LockedThread> {
  const locked = isId(threadId) ? await tx.update(ChatThread, { id: threadId }, change) : 0;
  const participant = locked === 1 ? await tx.findOne(ThreadParticipant, { threadId, userId: ctx.viewer.userId ?? '' }) : null;
  const thread = participant ? await tx.findOne(ChatThread, { id: threadId }) : null;
  if (!thread || !participant) throw notFound();
  return { thread, participant };
}
