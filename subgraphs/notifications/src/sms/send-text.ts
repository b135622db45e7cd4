import { createHmac } from 'node:crypto';
import { assertOutsideTransaction } from '@sangam/kit/database/transaction-scope';
import { createEgress } from '@sangam/kit/egress/create-egress';
import type { EgressRequest } from '@sangam/kit/egress/egress';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { kitSettings } from '@sangam/kit/settings/kit-settings';
import { RefusedForGood } from '../deliveries/failure';
import { notificationSettings } from '../settings';

export interface TextMessage {
  /** E.164. */
  readonly to: string;
  readonly text: string;
  /** Same key, same message, for the provider to recognise a repetition. */
  readonly key: string;
}

const PATIENCE_MS = 10_000;

/** Posts a text message to the provider; without one it is logged, outside production. @throws Error when it was not taken, RefusedForGood when it never will be */
export async function sendText(ctx: SubgraphContext, { to, text, key }: TextMessage): Promise<void> {
  assertOutsideTransaction('A text message');
  const { SMS_URL, SMS_SECRET, SMS_SENDER } = ctx.settings.of(notificationSettings);
  if (SMS_URL === undefined) return logged(ctx, { to, text, key });
  if (SMS_SECRET === undefined) throw new Error('SMS_URL is set without SMS_SECRET.');
  const body = JSON.stringify({ to, text, ...(SMS_SENDER !== undefined && { from: SMS_SENDER }) });
  const timestamp = String(Math.floor(ctx.clock.now() / 1_000));
  const signature = createHmac('sha256', Buffer.from(SMS_SECRET.replace(/^whsec_/, ''), 'base64')).update(`${key}.${timestamp}.${body}`).digest('base64');
  const status = await post(ctx, SMS_URL, {
    method: 'POST', body, timeoutMs: PATIENCE_MS,
    headers: { 'content-type': 'application/json', 'idempotency-key': key, 'webhook-id': key, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` },
  });
  if (status >= 400 && status < 500 && status !== 408 && status !== 429) throw new RefusedForGood(`The provider of text messages answered ${status}.`);
  if (status >= 300) throw new Error(`The provider of text messages answered ${status}.`);
}

async function post(ctx: SubgraphContext, url: string, request: EgressRequest): Promise<number> {
  const egress = createEgress(ctx.settings);
  try {
    return (await egress.send(url, request)).status;
  } finally {
    await egress.close();
  }
}

function logged(ctx: SubgraphContext, message: TextMessage): void {
  if (ctx.settings.of(kitSettings).NODE_ENV === 'production') throw new RefusedForGood('No provider of text messages: SMS_URL is not set.');
  ctx.log.info({ sms: message }, 'a text message is logged: SMS_URL is not set');
}
