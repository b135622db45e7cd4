import { connection } from '@sangam/kit/database/keyset';
import { ConnectionArguments, type Connection } from '@sangam/kit/graphql/connections';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { markRead } from '../messages/message.service';
import { User, userReference } from '../stubs/user.stub';
import { ChatThread, ChatThreadConnection } from './chat-thread.entity';
import { addParticipant, removeParticipant } from './participant.service';
import { ThreadParticipant } from './thread-participant.entity';
import { ownThread } from './thread.access';
import { CreateGroupThreadInput } from './thread.inputs';
import { ownParticipation, participantsOfThread } from './thread.loaders';
import { createGroupThread, openDirectThread } from './thread.service';

@Resolver(() => ChatThread)
export class ThreadResolver {
  @Query(() => ChatThread, { nullable: true, description: 'One of one\'s own threads. Errors: NOT_FOUND.' })
  chatThread(@Ctx() ctx: SubgraphContext, @Arg('id', () => ID, { description: 'The thread.' }) id: string): Promise<ChatThread> {
    return ownThread(ctx, id);
  }

  @Query(() => ChatThreadConnection, { description: 'Threads one takes part in, latest activity first.' })
  chatThreads(@Ctx() ctx: SubgraphContext, @Args(() => ConnectionArguments) args: ConnectionArguments): Promise<Connection<ChatThread>> {
    const join = { entity: ThreadParticipant, on: ['id', 'threadId'] as const, where: { userId: ctx.viewer.userId ?? '' } };
    return connection(ctx, ChatThread, { where: {}, join, orderBy: [{ property: 'lastActivityAt', direction: 'DESC' }], args });
  }

  @Mutation(() => ChatThread, { description: 'The thread between oneself and another person; made when there is none. Errors: BAD_USER_INPUT.' })
  openDirectThread(@Ctx() ctx: SubgraphContext, @Arg('userId', () => ID, { description: 'The other person.' }) userId: string): Promise<ChatThread> {
    return openDirectThread(ctx, userId);
  }

  @Mutation(() => ChatThread, { description: 'Makes a group that one owns. Honours `Idempotency-Key`. Errors: BAD_USER_INPUT.' })
  createGroupThread(@Ctx() ctx: SubgraphContext, @Arg('input', () => CreateGroupThreadInput, { description: 'Title and people.' }) input: CreateGroupThreadInput): Promise<ChatThread> {
    return createGroupThread(ctx, input);
  }

  @Mutation(() => ChatThread, { description: 'Marks everything up to a message as read; never moves back. Errors: NOT_FOUND, BAD_USER_INPUT.' })
  async markThreadRead(
    @Ctx() ctx: SubgraphContext,
    @Arg('threadId', () => ID, { description: 'The thread.' }) threadId: string,
    @Arg('sequence', () => Int, { description: 'Sequence number of the last message read.' }) sequence: number,
  ): Promise<ChatThread> {
    await markRead(ctx, threadId, sequence);
    return ownThread(ctx, threadId);
  }

  @FieldResolver(() => [ThreadParticipant], { description: 'Everybody in the thread, in the order they joined; at most 251.' })
  participants(@Root() thread: ChatThread, @Ctx() ctx: SubgraphContext): Promise<readonly ThreadParticipant[]> {
    return ctx.loaders.load(participantsOfThread, thread.id);
  }

  @FieldResolver(() => Int, { description: 'Messages one has not read yet.' })
  async unreadCount(@Root() thread: ChatThread, @Ctx() ctx: SubgraphContext): Promise<number> {
    const participation = await ctx.loaders.load(ownParticipation, thread.id);
    return participation ? Math.max(0, thread.messageCount - participation.lastReadSequence) : 0;
  }
}

@Resolver(() => ThreadParticipant)
export class ParticipantResolver {
  @Mutation(() => ChatThread, { description: 'Adds a person to a group one owns. Errors: NOT_FOUND, FORBIDDEN, CONFLICT (takes part already), INVALID_STATE (direct thread, 251 participants).' })
  addThreadParticipant(
    @Ctx() ctx: SubgraphContext,
    @Arg('threadId', () => ID, { description: 'The group.' }) threadId: string,
    @Arg('userId', () => ID, { description: 'The person.' }) userId: string,
  ): Promise<ChatThread> {
    return addParticipant(ctx, threadId, userId);
  }

  @Mutation(() => ChatThread, {
    description: 'Takes a person, or oneself, out of a group; they hear nothing more of it. Errors: NOT_FOUND, FORBIDDEN, INVALID_STATE (direct thread, last owner).',
  })
  removeThreadParticipant(
    @Ctx() ctx: SubgraphContext,
    @Arg('threadId', () => ID, { description: 'The group.' }) threadId: string,
    @Arg('userId', () => ID, { description: 'The person.' }) userId: string,
  ): Promise<ChatThread> {
    return removeParticipant(ctx, threadId, userId);
  }

  @FieldResolver(() => User, { nullable: true, description: 'The person.' })
  user(@Root() participant: ThreadParticipant): User | null {
    return userReference(participant.userId);
  }
}
