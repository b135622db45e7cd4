import { ConnectionArguments, type Connection } from '@sangam/kit/graphql/connections';
import { DateTime } from '@sangam/kit/graphql/scalars';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { User, UserConnection } from '../users/user.entity';
import { UpdateUserInput } from './update-user.inputs';
import { updateUser } from './update-user.service';
import { UserFilter, UserOrder } from './user-list.inputs';
import { usersForAdministrator } from './user-list.service';
import { activateUser, banUser, deactivateUser, userForAdministrator } from './user-status.service';

@Resolver()
export class UserAdministrationResolver {
  @Query(() => User, { nullable: true, description: 'Anybody\'s account. Administrators. Errors: NOT_FOUND.' })
  user(@Ctx() ctx: SubgraphContext, @Arg('id', () => ID, { description: 'The person.' }) id: string): Promise<User> {
    return userForAdministrator(ctx, id);
  }

  @Query(() => UserConnection, { description: 'People, newest first unless asked otherwise. Administrators. Errors: BAD_USER_INPUT, PAGE_SIZE_OUT_OF_RANGE.' })
  users(
    @Ctx() ctx: SubgraphContext,
    @Arg('filter', () => UserFilter, { nullable: true, description: 'Which people; all when absent.' }) filter: UserFilter | null,
    @Arg('orderBy', () => UserOrder, { nullable: true, description: 'In which order.' }) orderBy: UserOrder | null,
    @Args(() => ConnectionArguments) args: ConnectionArguments,
  ): Promise<Connection<User>> {
    return usersForAdministrator(ctx, { filter, orderBy, args });
  }

  @Mutation(() => User, { description: 'Changes somebody\'s account and profile, critical fields too, all that is given or nothing; each change is on record. Administrators. Errors: NOT_FOUND, BAD_USER_INPUT, DUPLICATE_EMAIL, INVALID_STATE (a role for somebody who may not sign in, or keeping out somebody with a role), LAST_ADMINISTRATOR.' })
  updateUser(
    @Ctx() ctx: SubgraphContext, @Arg('id', () => ID, { description: 'The person.' }) id: string,
    @Arg('input', () => UpdateUserInput, { description: 'What changes.' }) input: UpdateUserInput,
  ): Promise<User> {
    return updateUser(ctx, id, input);
  }

  @Mutation(() => User, { description: 'Lets a person sign in again: lifts a ban or a deactivation. Administrators. Errors: NOT_FOUND, INVALID_STATE (erased).' })
  activateUser(@Ctx() ctx: SubgraphContext, @Arg('id', () => ID, { description: 'The person.' }) id: string): Promise<User> {
    return activateUser(ctx, id);
  }

  @Mutation(() => User, { description: 'Switches an account off; its sessions end at once. Administrators. Errors: NOT_FOUND, BAD_USER_INPUT, INVALID_STATE (somebody with a platform role, erased).' })
  deactivateUser(
    @Ctx() ctx: SubgraphContext, @Arg('id', () => ID, { description: 'The person.' }) id: string,
    @Arg('reason', () => String, { description: 'Why, 1 to 500 characters; kept on record.' }) reason: string,
  ): Promise<User> {
    return deactivateUser(ctx, id, reason);
  }

  @Mutation(() => User, { description: 'Keeps a person out for what they did; their sessions end at once. Administrators. Errors: NOT_FOUND, BAD_USER_INPUT, INVALID_STATE (somebody with a platform role, erased).' })
  banUser(
    @Ctx() ctx: SubgraphContext, @Arg('id', () => ID, { description: 'The person.' }) id: string,
    @Arg('reason', () => String, { description: 'Why, 1 to 500 characters; kept on record.' }) reason: string,
    @Arg('until', () => DateTime, { nullable: true, description: 'When the ban ends by itself; for good when absent.' }) until: Date | null,
  ): Promise<User> {
    return banUser(ctx, id, { reason, until: until ?? null });
  }
}
