import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { ChatThread } from '../threads/chat-thread.entity';
import { setTyping } from './typing.service';

@Resolver()
export class TypingResolver {
  @Mutation(() => ChatThread, { description: 'Tells the others that one types or stopped; they take it as stopped after 10 seconds without news. Errors: NOT_FOUND.' })
  setTyping(
    @Ctx() ctx: SubgraphContext,
    @Arg('threadId', () => ID, { description: 'The thread.' }) threadId: string,
    @Arg('typing', () => Boolean, { description: 'Whether one types.' }) typing: boolean,
  ): Promise<ChatThread> {
    return setTyping(ctx, threadId, typing);
  }
}
