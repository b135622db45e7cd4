import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { LoginSession } from '../sessions/login-session.entity';
import { User, userById } from '../users/user.entity';
import { Impersonation } from './impersonation.inputs';
import { impersonateUser } from './impersonation.service';

@Resolver(() => LoginSession)
export class ImpersonationResolver {
  @Mutation(() => Impersonation, {
    description: 'Signs an administrator in as somebody, for support; on record with both. In that session neither credentials nor money can be changed. Administrators in person. Errors: NOT_FOUND, FORBIDDEN (somebody with a platform role), INVALID_STATE (somebody who may not sign in), BAD_USER_INPUT.',
  })
  impersonateUser(
    @Ctx() ctx: SubgraphContext, @Arg('id', () => ID, { description: 'The person.' }) id: string,
    @Arg('reason', () => String, { description: 'Why, 1 to 500 characters; kept on record, where the person reads it.' }) reason: string,
  ): Promise<Impersonation> {
    return impersonateUser(ctx, id, reason);
  }

  @FieldResolver(() => User, { nullable: true, description: 'The administrator who is signed in as the person in this session; null in the person\'s own.' })
  actor(@Root() { actorId }: LoginSession, @Ctx() ctx: SubgraphContext): Promise<User | null> | null {
    return actorId === null ? null : ctx.loaders.load(userById, actorId);
  }
}
