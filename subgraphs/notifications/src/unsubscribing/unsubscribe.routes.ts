import { transaction } from '@sangam/kit/database/run-transaction';
import { AppError } from '@sangam/kit/errors/app-error';
import { INVALID_TOKEN } from '@sangam/kit/errors/codes';
import { defineRoute, type RouteAnswer, type RouteRequest } from '@sangam/kit/http/define-route';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { choose } from '../preferences/notification-preference.service';
import { NotificationChannel } from '../templates/notification-channel';
import { unsubscribedPage, unsubscribePage } from './unsubscribe-page';
import { readUnsubscribeToken, type Unsubscription } from './unsubscribe-token';

export const UNSUBSCRIBE_PATH = '/notifications/unsubscribe';
const RATE = { limit: 60, windowSeconds: 60, per: 'ip' } as const;

/** Mail programs and scanners open links by themselves: opening one changes nothing. */
export const showUnsubscribe = defineRoute({
  method: 'GET', path: UNSUBSCRIBE_PATH, rate: RATE,
  description: 'The link of a mail: asks whether mails of its category should end; `token` in the query. Changes nothing. Errors: INVALID_TOKEN.',
  handle: async (ctx, request) => page(unsubscribePage(await claimOf(ctx, request))),
});

/** RFC 8058: one POST without signing in, without cookies, without a redirect. */
export const unsubscribe = defineRoute({
  method: 'POST', path: UNSUBSCRIBE_PATH, bodyLimit: 1_000, rate: RATE,
  description: 'Ends the mails of one category to one person; `token` in the query, any body. Again changes nothing. Errors: INVALID_TOKEN.',
  handle: async (ctx, request) => {
    const claim = await claimOf(ctx, request);
    await transaction(ctx, (tx) => choose(tx, claim.userId, { category: claim.category, channel: NotificationChannel.EMAIL, enabled: false }));
    return page(unsubscribedPage(claim));
  },
});

async function claimOf(ctx: SubgraphContext, { query }: RouteRequest): Promise<Unsubscription> {
  const claim = await readUnsubscribeToken(ctx, query.token ?? '');
  if (!claim) throw new AppError(INVALID_TOKEN);
  return claim;
}

function page(body: string): RouteAnswer {
  return { status: 200, body, headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'content-security-policy': "default-src 'none'; form-action 'self'; frame-ancestors 'none'" } };
}
