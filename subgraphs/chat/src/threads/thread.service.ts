import { isUniqueViolation } from '@sangam/kit/database/errors';
import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import type { Transaction } from '@sangam/kit/database/transaction';
import { badInput, notFound } from '@sangam/kit/errors/app-error';
import { personAsOwner } from '@sangam/kit/authorization/owner';
import { publishWebhook } from '@sangam/kit/events/publish-webhook';
import { idempotent } from '@sangam/kit/idempotency/idempotent';
import { newId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { publishThreadCreated } from '../live/publish';
import { ChatThread, ThreadKind } from './chat-thread.entity';
import { requirePeople } from './people';
import { ownThread } from './thread.access';
import { ThreadParticipant, ThreadRole } from './thread-participant.entity';
import type { CreateGroupThreadInput } from './thread.inputs';
import { threadCreated } from './thread.partner-events';

/** The thread between the viewer and another person; made when there is none. */
export async function openDirectThread(ctx: SubgraphContext, userId: string): Promise<ChatThread> {
  const self = ctx.viewer.userId ?? '';
  if (userId === self) throw badInput({ path: 'userId', reason: 'RANGE', detail: 'somebody else' });
  await requirePeople(ctx, [userId], 'userId');
  const directKey = [self, userId].sort().join(':');
  const known = await findOne(ctx, ChatThread, { directKey });
  if (known) return known;
  const thread = newThread(ctx, { kind: ThreadKind.DIRECT, title: null, directKey });
  try {
    await transaction(ctx, (tx) => insertThread(ctx, tx, { thread, others: [userId] }));
    return thread;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return required(await findOne(ctx, ChatThread, { directKey }));
  }
}

/** Makes a group; the viewer owns it. With an `Idempotency-Key` a repeated call answers with the first group. */
export async function createGroupThread(ctx: SubgraphContext, input: CreateGroupThreadInput): Promise<ChatThread> {
  const title = input.title.trim();
  if (title.length === 0) throw badInput({ path: 'input.title', reason: 'MISSING' });
  const others = [...new Set(input.participantIds)].filter((id) => id !== ctx.viewer.userId);
  if (others.length === 0) throw badInput({ path: 'input.participantIds', reason: 'MISSING' });
  await requirePeople(ctx, others, 'input.participantIds');
  const { entityId, repeated } = await idempotent(ctx, { field: 'createGroupThread', input }, async (tx) => {
    const thread = newThread(ctx, { kind: ThreadKind.GROUP, title, directKey: null });
    await insertThread(ctx, tx, { thread, others });
    return { entityId: thread.id };
  });
  return repeated ? ownThread(ctx, entityId) : required(await findOne(ctx, ChatThread, { id: entityId }));
}

function newThread(ctx: SubgraphContext, shape: Pick<ChatThread, 'kind' | 'title' | 'directKey'>): ChatThread {
  const now = new Date(ctx.clock.now());
  return Object.assign(new ChatThread(), shape, {
    id: newId(), createdById: ctx.viewer.userId, createdAt: now, lastActivityAt: now, messageCount: 0, membershipVersion: 1,
  });
}

interface NewThread {
  readonly thread: ChatThread;
  readonly others: readonly string[];
}

/** With its maker as first participant. */
async function insertThread(ctx: SubgraphContext, tx: Transaction, { thread, others }: NewThread): Promise<void> {
  await tx.insert(ChatThread, thread);
  const owner = thread.kind === ThreadKind.GROUP ? ThreadRole.OWNER : ThreadRole.MEMBER;
  const participants = [{ userId: thread.createdById, role: owner }, ...others.map((userId) => ({ userId, role: ThreadRole.MEMBER }))];
  await tx.insert(ThreadParticipant, participants.map((participant) => ({ ...participant, threadId: thread.id, joinedAt: thread.createdAt, lastReadSequence: 0 })));
  const userIds = participants.map((participant) => participant.userId);
  publishThreadCreated(tx, thread, userIds);
  const { id: threadId, kind, createdById, createdAt } = thread;
  await publishWebhook(ctx, tx, { key: threadId, owners: userIds.map(personAsOwner), event: threadCreated, data: { threadId, kind, createdById, createdAt: createdAt.toISOString() } });
}

function required(thread: ChatThread | null): ChatThread {
  if (!thread) throw notFound();
  return thread;
}
