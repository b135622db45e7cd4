import { isUniqueViolation } from '@sangam/kit/database/errors';
import { transaction } from '@sangam/kit/database/run-transaction';
import { sql } from '@sangam/kit/database/sql';
import type { Transaction } from '@sangam/kit/database/transaction';
import { AppError, notFound } from '@sangam/kit/errors/app-error';
import { CONFLICT, FORBIDDEN, INVALID_STATE } from '@sangam/kit/errors/codes';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { publishParticipantRemoved, publishThreadCreated, publishThreadUpdate } from '../live/publish';
import { ThreadKind, type ChatThread } from './chat-thread.entity';
import { requirePeople } from './people';
import { lockThread } from './thread.access';
import { ThreadParticipant, ThreadRole } from './thread-participant.entity';

/** The maker and 250 others, as many as `createGroupThread` takes. */
const MAX_PARTICIPANTS = 251;

/** Adds a person to a group; its owners may. */
export async function addParticipant(ctx: SubgraphContext, threadId: string, userId: string): Promise<ChatThread> {
  await requirePeople(ctx, [userId], 'userId');
  try {
    return await transaction(ctx, async (tx) => {
      const thread = await lockOwnGroup(ctx, tx, threadId);
      if ((await tx.findMany(ThreadParticipant, { threadId })).length >= MAX_PARTICIPANTS) throw new AppError(INVALID_STATE);
      await tx.insert(ThreadParticipant, {
        threadId, userId, role: ThreadRole.MEMBER, joinedAt: new Date(ctx.clock.now()), lastReadSequence: thread.messageCount,
      });
      publishThreadCreated(tx, thread, [userId]);
      await publishThreadUpdate(tx, thread);
      return thread;
    });
  } catch (error) {
    throw isUniqueViolation(error) ? new AppError(CONFLICT) : error;
  }
}

/** Takes a person out of a group: owners anybody, everybody themselves. The last owner cannot leave others behind. */
export async function removeParticipant(ctx: SubgraphContext, threadId: string, userId: string): Promise<ChatThread> {
  return transaction(ctx, async (tx) => {
    const thread = userId === ctx.viewer.userId ? await lockGroup(ctx, tx, threadId) : await lockOwnGroup(ctx, tx, threadId);
    if ((await tx.delete(ThreadParticipant, { threadId, userId })) !== 1) throw notFound();
    const remaining = await tx.findMany(ThreadParticipant, { threadId });
    if (remaining.length > 0 && !remaining.some((participant) => participant.role === ThreadRole.OWNER)) throw new AppError(INVALID_STATE);
    publishParticipantRemoved(tx, thread, userId);
    await publishThreadUpdate(tx, thread);
    return thread;
  });
}

async function lockOwnGroup(ctx: SubgraphContext, tx: Transaction, threadId: string): Promise<ChatThread> {
  const { thread, participant } = await lockThread({ ctx, tx, threadId }, { membershipVersion: sql('membership_version + 1') });
  if (thread.kind !== ThreadKind.GROUP) throw new AppError(INVALID_STATE);
  if (participant.role !== ThreadRole.OWNER) throw new AppError(FORBIDDEN);
  return thread;
}

async function lockGroup(ctx: SubgraphContext, tx: Transaction, threadId: string): Promise<ChatThread> {
  const { thread } = await lockThread({ ctx, tx, threadId }, { membershipVersion: sql('membership_version + 1') });
  if (thread.kind !== ThreadKind.GROUP) throw new AppError(INVALID_STATE);
  return thread;
}
