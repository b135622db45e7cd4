import { connection } from '@sangam/kit/database/keyset';
import { ConnectionArguments, type Connection } from '@sangam/kit/graphql/connections';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { User, userById } from '../users/user.entity';
import { ProfileUpdateRequest, ProfileUpdateRequestConnection, pendingRequestsOfUser } from './profile-update-request.entity';
import { approveProfileUpdate, rejectProfileUpdate, requestProfileUpdate } from './profile-update-request.service';
import { ProfileUpdateRequestFilter, RequestProfileUpdateInput } from './profile.inputs';

@Resolver(() => ProfileUpdateRequest)
export class ProfileUpdateRequestResolver {
  @Query(() => ProfileUpdateRequestConnection, { description: 'Requested changes of profiles, newest first. Administrators.' })
  profileUpdateRequests(
    @Ctx() ctx: SubgraphContext, @Args(() => ConnectionArguments) args: ConnectionArguments,
    @Arg('filter', () => ProfileUpdateRequestFilter, { nullable: true, description: 'Which ones; all when absent.' }) filter: ProfileUpdateRequestFilter | null,
  ): Promise<Connection<ProfileUpdateRequest>> {
    const where = { ...(filter?.status && { status: filter.status }), ...(filter?.userId && { userId: filter.userId }) };
    return connection(ctx, ProfileUpdateRequest, { where, orderBy: [{ property: 'createdAt', direction: 'DESC' }], args });
  }

  @Mutation(() => ProfileUpdateRequest, {
    description: 'Requests the change of a critical field of one\'s own profile that is locked. Errors: INVALID_STATE (not locked, or it says so already), PROFILE_UPDATE_PENDING (one waits for a decision), BAD_USER_INPUT.',
  })
  requestProfileUpdate(@Ctx() ctx: SubgraphContext, @Arg('input', () => RequestProfileUpdateInput, { description: 'The change.' }) input: RequestProfileUpdateInput): Promise<ProfileUpdateRequest> {
    return requestProfileUpdate(ctx, input);
  }

  @Mutation(() => ProfileUpdateRequest, { description: 'Changes the field as requested and mails the person. Administrators, not for themselves. Errors: NOT_FOUND, INVALID_STATE (decided), FORBIDDEN.' })
  approveProfileUpdateRequest(@Ctx() ctx: SubgraphContext, @Arg('id', () => ID, { description: 'The request.' }) id: string): Promise<ProfileUpdateRequest> {
    return approveProfileUpdate(ctx, id);
  }

  @Mutation(() => ProfileUpdateRequest, { description: 'Leaves the field as it is and mails the person. Administrators, not for themselves. Errors: NOT_FOUND, INVALID_STATE (decided), FORBIDDEN, BAD_USER_INPUT.' })
  rejectProfileUpdateRequest(
    @Ctx() ctx: SubgraphContext, @Arg('id', () => ID, { description: 'The request.' }) id: string,
    @Arg('reason', () => String, { description: 'Why, 1 to 500 characters; the person reads it.' }) reason: string,
  ): Promise<ProfileUpdateRequest> {
    return rejectProfileUpdate(ctx, id, reason);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Whose profile it is about.' })
  user(@Root() request: ProfileUpdateRequest, @Ctx() ctx: SubgraphContext): Promise<User | null> {
    return ctx.loaders.load(userById, request.userId);
  }

  @FieldResolver(() => User, { nullable: true, description: 'The administrator who decided; null while it is pending.' })
  async decidedBy(@Root() { decidedById }: ProfileUpdateRequest, @Ctx() ctx: SubgraphContext): Promise<User | null> {
    return decidedById === null ? null : ctx.loaders.load(userById, decidedById);
  }
}

@Resolver(() => User)
export class UserProfileUpdateRequestsResolver {
  @FieldResolver(() => [ProfileUpdateRequest], { nullable: true, description: 'Requested changes of the profile that wait for a decision, newest first; at most one a critical field. Self and administrators.' })
  pendingProfileUpdateRequests(@Root() user: User, @Ctx() ctx: SubgraphContext): Promise<readonly ProfileUpdateRequest[]> {
    return ctx.loaders.load(pendingRequestsOfUser, user.id);
  }
}
