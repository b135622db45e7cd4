import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Ctx, ID, Mutation, Resolver, Root, Subscription } from 'type-graphql';
import { ChatThread } from '../threads/chat-thread.entity';
import { openChatEvents } from './chat-event.stream';
import { ChatEvent, type ChatEventValue } from './chat-event.types';
import { setTyping } from './typing.service';

@Resolver()
export class LiveResolver {
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

  @Mutation(() => ChatThread, { description: 'Tells the others that one types or stopped; they take it as stopped after 10 seconds without news. Errors: NOT_FOUND.' })
  setTyping(
    @Ctx() ctx: SubgraphContext,
    @Arg('threadId', () => ID, { description: 'The thread.' }) threadId: string,
    @Arg('typing', () => Boolean, { description: 'Whether one types.' }) typing: boolean,
  ): Promise<ChatThread> {
    return setTyping(ctx, threadId, typing);
  }
}
