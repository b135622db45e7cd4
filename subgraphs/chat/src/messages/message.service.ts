import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { sql } from '@sangam/kit/database/sql';
import { personAsOwner } from '@sangam/kit/authorization/owner';
import { publishWebhook } from '@sangam/kit/events/publish-webhook';
import { idempotent } from '@sangam/kit/idempotency/idempotent';
import { AppError, badInput, notFound } from '@sangam/kit/errors/app-error';
import { INVALID_STATE } from '@sangam/kit/errors/codes';
import { isId, newId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { publishMessage, publishThreadUpdate } from '../live/publish';
import { lockThread, ownThread } from '../threads/thread.access';
import { ThreadParticipant } from '../threads/thread-participant.entity';
import { ChatMessage } from './chat-message.entity';
import type { SendChatMessageInput } from './message.inputs';
import { visibleMessage } from './message.loaders';
import { messageSent } from './message.partner-events';

const MAX_LENGTH = 4_000;

/** Sends a message. With an `Idempotency-Key` a repeated call answers with the first message, as long as one takes part. */
export async function sendMessage(ctx: SubgraphContext, input: SendChatMessageInput): Promise<ChatMessage> {
  const text = checkedText(input.text, 'input.text');
  const { entityId, repeated } = await idempotent(ctx, { field: 'sendChatMessage', input }, async (tx) => {
    const now = new Date(ctx.clock.now());
    const { thread, participant } = await lockThread({ ctx, tx, threadId: input.threadId }, { messageCount: sql('message_count + 1'), lastActivityAt: now });
    const message = Object.assign(new ChatMessage(), {
      id: newId(), threadId: thread.id, senderId: participant.userId, sequence: thread.messageCount, text, sentAt: now, editedAt: null, deletedAt: null,
    });
    await tx.insert(ChatMessage, message);
    await tx.update(ThreadParticipant, { threadId: thread.id, userId: participant.userId }, { lastReadSequence: message.sequence });
    publishMessage(tx, thread, { kind: 'ChatMessageSent', message });
    const participants = await publishThreadUpdate(tx, thread);
    await publishWebhook(ctx, tx, {
      key: message.id, event: messageSent, owners: participants.map(personAsOwner),
      data: { threadId: thread.id, messageId: message.id, senderId: message.senderId, sequence: message.sequence, sentAt: now.toISOString() },
    });
    return { entityId: message.id };
  });
  return repeated ? visibleMessage(ctx, entityId) : sentMessage(ctx, entityId);
}

async function sentMessage(ctx: SubgraphContext, id: string): Promise<ChatMessage> {
  const message = await findOne(ctx, ChatMessage, { id });
  if (!message) throw notFound();
  return message;
}

/** Replaces the text of one's own message. */
export function editMessage(ctx: SubgraphContext, id: string, text: string): Promise<ChatMessage> {
  return changeOwnMessage(ctx, id, { kind: 'ChatMessageEdited', text: checkedText(text, 'text') });
}

/** Takes the text of one's own message away; its place in the thread remains. */
export function deleteMessage(ctx: SubgraphContext, id: string): Promise<ChatMessage> {
  return changeOwnMessage(ctx, id, { kind: 'ChatMessageDeleted', text: null });
}

interface MessageChange {
  readonly kind: 'ChatMessageEdited' | 'ChatMessageDeleted';
  readonly text: string | null;
}

async function changeOwnMessage(ctx: SubgraphContext, id: string, change: MessageChange): Promise<ChatMessage> {
  const known = isId(id) ? await findOne(ctx, ChatMessage, { id, senderId: ctx.viewer.userId ?? '' }) : null;
  if (!known) throw notFound();
  return transaction(ctx, async (tx) => {
    const { thread } = await lockThread({ ctx, tx, threadId: known.threadId }, { messageCount: sql('message_count') });
    const now = new Date(ctx.clock.now());
    const changed = await tx.update(ChatMessage, { id, deletedAt: null }, { text: change.text, ...(change.text === null ? { deletedAt: now } : { editedAt: now }) });
    if (changed !== 1) throw new AppError(INVALID_STATE);
    const message = await tx.findOne(ChatMessage, { id });
    if (!message) throw notFound();
    publishMessage(tx, thread, { kind: change.kind, message });
    return message;
  });
}

/** Remembers that the viewer has read everything up to a message; never moves back. */
export async function markRead(ctx: SubgraphContext, threadId: string, sequence: number): Promise<void> {
  const thread = await ownThread(ctx, threadId);
  if (sequence < 0 || sequence > thread.messageCount) throw badInput({ path: 'sequence', reason: 'RANGE' });
  await transaction(ctx, (tx) =>
    tx.update(ThreadParticipant, { threadId, userId: ctx.viewer.userId ?? '', lastReadSequence: { lessThan: sequence } }, { lastReadSequence: sequence }),
  );
}

function checkedText(text: string, path: string): string {
  const trimmed = text.trim();
  if (trimmed.length === 0) throw badInput({ path, reason: 'MISSING' });
  if (trimmed.length > MAX_LENGTH) throw badInput({ path, reason: 'RANGE', detail: `at most ${MAX_LENGTH} characters` });
  return trimmed;
}
