import { personAsOwner } from '@sangam/kit/authorization/owner';
import type { Transaction } from '@sangam/kit/database/transaction';
import { publishWebhook } from '@sangam/kit/events/publish-webhook';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { emailVerified, userRegistered } from './user.partner-events';

/** In the transaction of every sign-up that makes an account. */
export async function publishUserRegistered(ctx: SubgraphContext, tx: Transaction, userId: string): Promise<void> {
  const data = { userId, registeredAt: new Date(ctx.clock.now()).toISOString() };
  await publishWebhook(ctx, tx, { key: userId, owners: [personAsOwner(userId)], event: userRegistered, data });
}

export async function publishEmailVerified(ctx: SubgraphContext, tx: Transaction, userId: string): Promise<void> {
  const data = { userId, verifiedAt: new Date(ctx.clock.now()).toISOString() };
  await publishWebhook(ctx, tx, { key: `${userId}:${ctx.clock.now()}`, owners: [personAsOwner(userId)], event: emailVerified, data });
}
