import { connectionBy } from '@sangam/kit/database/connection-by';
import { ConnectionArguments, type Connection } from '@sangam/kit/graphql/connections';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { LoginSession, sessionById } from '../sessions/login-session.entity';
import { User, userById } from '../users/user.entity';
import { AccountActivity, AccountActivityConnection } from './account-activity.entity';
import { AccountActivityDetail } from './account-activity.types';

const activityOfUser = connectionBy(AccountActivity, 'userId', { orderBy: [{ property: 'createdAt', direction: 'DESC' }] });

@Resolver(() => User)
export class UserActivityResolver {
  @FieldResolver(() => AccountActivityConnection, { nullable: true, description: 'What happened to the account, newest first, as far as it is kept (`ACTIVITY_KEPT`). Self and administrators.' })
  accountActivity(@Root() user: User, @Ctx() ctx: SubgraphContext, @Args(() => ConnectionArguments) args: ConnectionArguments): Promise<Connection<AccountActivity>> {
    return activityOfUser(ctx, user.id, args);
  }
}

@Resolver(() => AccountActivity)
export class AccountActivityResolver {
  @FieldResolver(() => User, { nullable: true, description: 'Whoever else did it: an administrator, or somebody signed in as the person. Null: the person, or the product itself.' })
  actor(@Root() { actorId }: AccountActivity, @Ctx() ctx: SubgraphContext): Promise<User | null> | null {
    return actorId === null ? null : ctx.loaders.load(userById, actorId);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Address that it was done from; null where it was not the person, except for administrators.' })
  ip(@Root() { actorId, ip }: AccountActivity, @Ctx() { viewer }: SubgraphContext): string | null {
    return (actorId === null || viewer.platformRoles.includes('ADMIN')) && ip !== '' ? ip : null;
  }

  @FieldResolver(() => LoginSession, { nullable: true, description: 'Login session of the person in which it happened; null where there was none.' })
  loginSession(@Root() { sessionId }: AccountActivity, @Ctx() ctx: SubgraphContext): Promise<LoginSession | null> | null {
    return sessionId === null ? null : ctx.loaders.load(sessionById, sessionId);
  }

  @FieldResolver(() => [AccountActivityDetail], { description: 'Particulars; which ones depends on the kind.' })
  details(@Root() { detail }: AccountActivity): AccountActivityDetail[] {
    return Object.entries(detail).map(([name, value]) => Object.assign(new AccountActivityDetail(), { name, value }));
  }
}
