import { DateTime } from '@sangam/kit/graphql/scalars';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { User } from '../users/user.entity';
import { activateUser, banUser, deactivateUser, userForAdministrator } from './user-status.service';

@Resolver()
export class UserAdministrationResolver {
  @Query(() => User, { nullable: true, description: 'Anybody\'s account. Administrators. Errors: NOT_FOUND.' })
  user(@Ctx() ctx: SubgraphContext, @Arg('id', () => ID, { description: 'The person.' }) id: string): Promise<User> {
    return userForAdministrator(ctx, id);
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
