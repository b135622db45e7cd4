import { ConnectionArguments, type Connection } from '@sangam/kit/graphql/connections';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { User, userReference } from '../stubs/user.stub';
import { ChatThread, threadById } from '../threads/chat-thread.entity';
import { ChatMessage, ChatMessageConnection } from './chat-message.entity';
import { SendChatMessageInput } from './message.inputs';
import { messagesOfThread, visibleMessage } from './message.loaders';
import { deleteMessage, editMessage, sendMessage } from './message.service';

@Resolver(() => ChatMessage)
export class MessageResolver {
  @Query(() => ChatMessage, { nullable: true, description: 'One message of one\'s threads. Errors: NOT_FOUND.' })
  chatMessage(@Ctx() ctx: SubgraphContext, @Arg('id', () => ID, { description: 'The message.' }) id: string): Promise<ChatMessage> {
    return visibleMessage(ctx, id);
  }

  @Mutation(() => ChatMessage, { description: 'Sends a message to a thread one takes part in. Honours `Idempotency-Key`. Errors: NOT_FOUND, BAD_USER_INPUT.' })
  sendChatMessage(@Ctx() ctx: SubgraphContext, @Arg('input', () => SendChatMessageInput, { description: 'The message.' }) input: SendChatMessageInput): Promise<ChatMessage> {
    return sendMessage(ctx, input);
  }

  @Mutation(() => ChatMessage, { description: 'Replaces the text of one\'s own message. Errors: NOT_FOUND, INVALID_STATE (deleted), BAD_USER_INPUT.' })
  editChatMessage(
    @Ctx() ctx: SubgraphContext,
    @Arg('id', () => ID, { description: 'The message.' }) id: string,
    @Arg('text', () => String, { description: 'The new text, 1 to 4,000 characters.' }) text: string,
  ): Promise<ChatMessage> {
    return editMessage(ctx, id, text);
  }

  @Mutation(() => ChatMessage, { description: 'Deletes one\'s own message: its text is gone, its place in the thread remains. Errors: NOT_FOUND, INVALID_STATE (deleted).' })
  deleteChatMessage(@Ctx() ctx: SubgraphContext, @Arg('id', () => ID, { description: 'The message.' }) id: string): Promise<ChatMessage> {
    return deleteMessage(ctx, id);
  }

  @FieldResolver(() => User, { nullable: true, description: 'The author; null once erased.' })
  sender(@Root() message: ChatMessage): User | null {
    return userReference(message.senderId);
  }

  @FieldResolver(() => ChatThread, { description: 'The thread it belongs to.' })
  thread(@Root() message: ChatMessage, @Ctx() ctx: SubgraphContext): Promise<ChatThread | null> {
    return ctx.loaders.load(threadById, message.threadId);
  }
}

@Resolver(() => ChatThread)
export class ThreadMessagesResolver {
  @FieldResolver(() => ChatMessageConnection, { description: 'Messages in the order they were sent; `last` gives the newest.' })
  messages(@Root() thread: ChatThread, @Ctx() ctx: SubgraphContext, @Args(() => ConnectionArguments) args: ConnectionArguments): Promise<Connection<ChatMessage>> {
    return messagesOfThread(ctx, thread.id, args);
  }
}
