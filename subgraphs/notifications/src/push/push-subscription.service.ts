import { createHash } from 'node:crypto';
import { findMany } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { sealedColumn } from '@sangam/kit/database/sealed-column';
import { allowedUrl } from '@sangam/kit/egress/allowed-url';
import { AppError, badInput, notFound } from '@sangam/kit/errors/app-error';
import { QUOTA_EXCEEDED } from '@sangam/kit/errors/codes';
import { isId, newId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { kitSettings } from '@sangam/kit/settings/kit-settings';
import { PushSubscription } from './push-subscription.entity';
import type { SubscribeToWebPushInput } from './push-subscription.inputs';

const MAX_BROWSERS = 10;

/** The viewer's browsers, oldest first. */
export function browsersOf(ctx: SubgraphContext): Promise<PushSubscription[]> {
  return findMany(ctx, PushSubscription, { where: { userId: ctx.viewer.userId ?? '' }, orderBy: [{ property: 'createdAt', direction: 'ASC' }, { property: 'id', direction: 'ASC' }], limit: MAX_BROWSERS });
}

/** A browser that is known already becomes the viewer's: somebody else signed in there. @throws AppError BAD_USER_INPUT, URL_NOT_ALLOWED, QUOTA_EXCEEDED */
export async function subscribeBrowser(ctx: SubgraphContext, input: SubscribeToWebPushInput): Promise<PushSubscription> {
  const userId = ctx.viewer.userId ?? '';
  const endpoint = allowedUrl(String(input.endpoint), ctx.settings.of(kitSettings).EGRESS_ALLOW).href;
  if (bytesOf(input.p256dh) !== 65) throw badInput({ path: 'input.p256dh', reason: 'FORMAT' });
  if (bytesOf(input.auth) !== 16) throw badInput({ path: 'input.auth', reason: 'FORMAT' });
  const endpointHash = createHash('sha256').update(endpoint).digest('hex');
  const id = newId();
  const row: PushSubscription = Object.assign(new PushSubscription(), {
    id, userId, endpointHash, endpoint, publicKey: input.p256dh, sealedAuth: sealedColumn(ctx, PushSubscription, 'sealedAuth').seal({ id }, input.auth), createdAt: new Date(ctx.clock.now()),
  });
  return transaction(ctx, async (tx) => {
    await tx.delete(PushSubscription, { endpointHash });
    await tx.insert(PushSubscription, row);
    if ((await tx.findMany(PushSubscription, { userId }, { limit: MAX_BROWSERS + 1 })).length > MAX_BROWSERS) throw new AppError(QUOTA_EXCEEDED);
    return row;
  });
}

/** @throws AppError NOT_FOUND for somebody else's too */
export async function unsubscribeBrowser(ctx: SubgraphContext, id: string): Promise<string> {
  const own = { id, userId: ctx.viewer.userId ?? '' };
  if (!isId(id) || (await transaction(ctx, (tx) => tx.delete(PushSubscription, own))) !== 1) throw notFound();
  return id;
}

function bytesOf(text: string): number {
  return /^[\w-]+=*$/.test(text) ? Buffer.from(text, 'base64url').length : 0;
}
