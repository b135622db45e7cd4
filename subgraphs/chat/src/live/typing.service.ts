import type { SubgraphContext } from '@sangam/kit/running/context';
import type { ChatThread } from '../threads/chat-thread.entity';
import { ownThread } from '../threads/thread.access';
import type { TypingPayload } from './chat-event.subscriptions';
import { threadScope, threadTopic } from './publish';

/** Tells the other participants that the viewer types or stopped. Nothing is stored. */
export async function setTyping(ctx: SubgraphContext, threadId: string, typing: boolean): Promise<ChatThread> {
  const thread = await ownThread(ctx, threadId);
  const payload: TypingPayload = { userId: ctx.viewer.userId ?? '', typing, changedAt: ctx.clock.now() };
  await ctx.live.publish({
    topic: threadTopic(threadId), kind: 'ChatTypingChanged', payload, audience: { scope: threadScope(threadId), version: thread.membershipVersion },
  });
  return thread;
}
