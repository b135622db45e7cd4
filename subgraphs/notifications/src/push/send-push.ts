import { findOne } from '@sangam/kit/database/read';
import { sealedColumn } from '@sangam/kit/database/sealed-column';
import { createEgress } from '@sangam/kit/egress/create-egress';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { subgraphSettings } from '@sangam/kit/settings/subgraph-settings';
import { generateRequestDetails } from 'web-push';
import type { ComposedDelivery } from '../deliveries/compose-delivery';
import { RefusedForGood } from '../deliveries/failure';
import type { NotificationDelivery } from '../deliveries/notification-delivery.entity';
import { pushKey } from './push-key';
import { PushSubscription } from './push-subscription.entity';

/** A day: what nobody opened by then is in the feed. Seconds. */
const TIME_TO_LIVE = 86_400;

/** The browser took its permission back, or was removed. */
export class BrowserGone extends RefusedForGood {}

/** Encrypts a notification for one browser (RFC 8291) and hands it to its push service. @throws Error when it was not taken */
export async function sendPush(ctx: SubgraphContext, { recipient, actionUrl, id }: NotificationDelivery, text: ComposedDelivery): Promise<void> {
  const browser = await findOne(ctx, PushSubscription, { id: recipient });
  if (!browser) throw new BrowserGone('The browser is not subscribed any more.');
  const { endpoint, publicKey: p256dh } = browser;
  const keys = { p256dh, auth: sealedColumn(ctx, PushSubscription, 'sealedAuth').open(browser) };
  // A push service takes 4,096 bytes.
  const payload = JSON.stringify({ id, title: text.subject.slice(0, 100), body: text.text.slice(0, 700), actionUrl });
  const details = generateRequestDetails({ endpoint, keys }, payload, { TTL: TIME_TO_LIVE, vapidDetails: { subject: contact(ctx), ...(await pushKey(ctx)) } });
  const status = await post(ctx, endpoint, details);
  if (status === 404 || status === 410) throw new BrowserGone(`The push service answered ${status}.`);
  if (status >= 400 && status < 500 && status !== 408 && status !== 429) throw new RefusedForGood(`The push service answered ${status}.`);
  if (status >= 300) throw new Error(`The push service answered ${status}.`);
}

async function post(ctx: SubgraphContext, endpoint: string, { headers, body }: ReturnType<typeof generateRequestDetails>): Promise<number> {
  const sent = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-length').map(([name, value]) => [name, String(value)]);
  const egress = createEgress(ctx.settings);
  try {
    return (await egress.send(endpoint, { method: 'POST', headers: Object.fromEntries(sent) as Record<string, string>, body: body ?? '' })).status;
  } finally {
    await egress.close();
  }
}

/** Whom a push service writes to about pushes: the sender of mails. */
function contact(ctx: SubgraphContext): string {
  const { MAIL_FROM } = ctx.settings.of(subgraphSettings);
  return `mailto:${/<([^>]+)>/.exec(MAIL_FROM)?.[1] ?? MAIL_FROM}`;
}
