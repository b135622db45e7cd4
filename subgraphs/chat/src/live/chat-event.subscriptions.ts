import { eventsMissed } from '@sangam/kit/live/events-missed';
import type { LiveMessage } from '@sangam/kit/live/live-bus';
import type { Grant } from '@sangam/kit/live/audience';
import { openLiveStream } from '@sangam/kit/live/live-stream';
import { openPersonalStream } from '@sangam/kit/live/personal-stream';
import { findOne } from '@sangam/kit/database/read';
import { reviveRow } from '@sangam/kit/database/revive-row';
import { isId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, ID, Resolver, Root, Subscription } from 'type-graphql';
import { ChatMessage } from '../messages/chat-message.entity';
import { userReference } from '../stubs/user.stub';
import { ChatThread } from '../threads/chat-thread.entity';
import { ThreadParticipant } from '../threads/thread-participant.entity';
import {
  ChatEvent, ChatMessageDeleted, ChatMessageEdited, ChatMessageSent, ChatThreadCreated, ChatThreadUpdated, ChatTypingChanged, type ChatEventValue,
} from './chat-event.types';
import { inboxTopic, threadScope, threadTopic } from './publish';

@Resolver()
export class ChatEventSubscriptions {
  @Subscription(() => ChatEvent, {
    description: 'What happens in one thread; without `threadId`, threads that are made, joined or change (for a list with unread counts). Errors: NOT_FOUND. Ends when one leaves the thread.',
    subscribe: ({ args, context }) => openChatEvents(context as SubgraphContext, (args as { threadId?: string | null }).threadId ?? null),
  })
  chatEvents(
    @Root() event: ChatEventValue,
    @Arg('threadId', () => ID, { nullable: true, description: 'The thread.' }) _threadId: string | null,
  ): ChatEventValue {
    return event;
  }
}

/** The stream of one thread, or of the viewer's list of threads when none is named. */
function openChatEvents(ctx: SubgraphContext, threadId: string | null): Promise<AsyncIterableIterator<ChatEventValue>> {
  const userId = ctx.viewer.userId ?? '';
  const shape = { map: (message: LiveMessage) => chatEvent(ctx, message), missed: () => eventsMissed(ctx.clock.now()) };
  if (threadId === null) return openPersonalStream<ChatEventValue>(ctx, { ...shape, topic: inboxTopic(userId) });
  return openLiveStream<ChatEventValue>(ctx, {
    ...shape, topic: threadTopic(threadId), grant: () => threadGrant(ctx, threadId),
    revokes: (message) => message.kind === 'ParticipantRemoved' && (message.payload as { userId: string }).userId === userId,
  });
}

/** Read in this order a removal between the two reads leaves a version that is too old, never one that is too new. */
async function threadGrant(ctx: SubgraphContext, threadId: string): Promise<Grant | null> {
  const thread = isId(threadId) ? await findOne(ctx, ChatThread, { id: threadId }) : null;
  const participant = thread ? await findOne(ctx, ThreadParticipant, { threadId, userId: ctx.viewer.userId ?? '' }) : null;
  return thread && participant ? { scope: threadScope(threadId), version: thread.membershipVersion } : null;
}

function chatEvent(ctx: SubgraphContext, { kind, payload }: LiveMessage): ChatEventValue | null {
  switch (kind) {
    case 'ChatMessageSent':
      return Object.assign(new ChatMessageSent(), { message: reviveRow(ctx.db, ChatMessage, payload) });
    case 'ChatMessageEdited':
      return Object.assign(new ChatMessageEdited(), { message: reviveRow(ctx.db, ChatMessage, payload) });
    case 'ChatMessageDeleted':
      return Object.assign(new ChatMessageDeleted(), { message: reviveRow(ctx.db, ChatMessage, payload) });
    case 'ChatThreadCreated':
      return Object.assign(new ChatThreadCreated(), { thread: reviveRow(ctx.db, ChatThread, payload) });
    case 'ChatThreadUpdated':
      return Object.assign(new ChatThreadUpdated(), { thread: reviveRow(ctx.db, ChatThread, payload) });
    case 'ChatTypingChanged':
      return typingChanged(payload as TypingPayload);
    default:
      return null;
  }
}

export interface TypingPayload {
  readonly userId: string;
  readonly typing: boolean;
  readonly changedAt: number;
}

function typingChanged(payload: TypingPayload): ChatTypingChanged {
  return Object.assign(new ChatTypingChanged(), { user: userReference(payload.userId), typing: payload.typing, changedAt: new Date(payload.changedAt) });
}
