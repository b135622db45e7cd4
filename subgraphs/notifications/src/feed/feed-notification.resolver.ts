import { connection } from '@sangam/kit/database/keyset';
import { ConnectionArguments, type Connection } from '@sangam/kit/graphql/connections';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Args, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { FeedNotification, FeedNotificationConnection } from './feed-notification.entity';
import { FeedNotificationFilter } from './feed-notification.inputs';
import { markAllRead, markRead, unreadCount } from './feed-notification.service';

@Resolver()
export class FeedNotificationResolver {
  @Query(() => FeedNotificationConnection, { description: 'What one was told, newest first.' })
  feedNotifications(
    @Ctx() ctx: SubgraphContext, @Args(() => ConnectionArguments) args: ConnectionArguments,
    @Arg('filter', () => FeedNotificationFilter, { nullable: true, description: 'Which ones; all when absent.' }) filter: FeedNotificationFilter | null,
  ): Promise<Connection<FeedNotification>> {
    const where = { userId: ctx.viewer.userId ?? '', ...(typeof filter?.unread === 'boolean' && { unread: filter.unread }) };
    return connection(ctx, FeedNotification, { where, orderBy: [{ property: 'createdAt', direction: 'DESC' }], args });
  }

  @Query(() => Int, { description: 'How many notifications one has not marked as read yet.' })
  unreadNotificationCount(@Ctx() ctx: SubgraphContext): Promise<number> {
    return unreadCount(ctx);
  }

  @Mutation(() => FeedNotification, { description: 'Marks one of one\'s own notifications as read; again changes nothing. Errors: NOT_FOUND.' })
  markNotificationRead(@Ctx() ctx: SubgraphContext, @Arg('id', () => ID, { description: 'The notification.' }) id: string): Promise<FeedNotification> {
    return markRead(ctx, id);
  }

  @Mutation(() => Int, { description: 'Marks all of one\'s own notifications as read; says how many were not.' })
  markAllNotificationsRead(@Ctx() ctx: SubgraphContext): Promise<number> {
    return markAllRead(ctx);
  }
}
