import { count, findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { notFound } from '@sangam/kit/errors/app-error';
import { isId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { FeedNotification } from './feed-notification.entity';

const ownerOf = (ctx: SubgraphContext): string => ctx.viewer.userId ?? '';

export function unreadCount(ctx: SubgraphContext): Promise<number> {
  return count(ctx, FeedNotification, { userId: ownerOf(ctx), unread: true });
}

/** Marking again changes nothing: the first time stays. @throws AppError NOT_FOUND for somebody else's too */
export async function markRead(ctx: SubgraphContext, id: string): Promise<FeedNotification> {
  const own = { id, userId: ownerOf(ctx) };
  if (!isId(id)) throw notFound();
  await transaction(ctx, (tx) => tx.update(FeedNotification, { ...own, unread: true }, { unread: false, readAt: new Date(ctx.clock.now()) }));
  const notification = await findOne(ctx, FeedNotification, own);
  if (!notification) throw notFound();
  return notification;
}

/** How many were unread. What arrives meanwhile stays unread or is counted too. */
export function markAllRead(ctx: SubgraphContext): Promise<number> {
  return transaction(ctx, (tx) => tx.update(FeedNotification, { userId: ownerOf(ctx), unread: true }, { unread: false, readAt: new Date(ctx.clock.now()) }));
}
