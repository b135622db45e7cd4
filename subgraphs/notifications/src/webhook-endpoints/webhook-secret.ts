import { createHmac, randomBytes } from 'node:crypto';
import { sealedColumn } from '@sangam/kit/database/sealed-column';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { WebhookEndpoint } from './webhook-endpoint.entity';

/** How long messages are signed with the previous secret too. */
export const ROTATION_MS = 24 * 3_600_000;

export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

export const secretColumn = (ctx: SubgraphContext) => sealedColumn(ctx, WebhookEndpoint, 'sealedSecret');
export const previousSecretColumn = (ctx: SubgraphContext) => sealedColumn(ctx, WebhookEndpoint, 'sealedPreviousSecret');

export interface SignedMessage {
  readonly id: string;
  /** Epoch seconds. */
  readonly timestamp: number;
  readonly body: string;
}

/** `v1,` and the HMAC-SHA256 in base64 over `<id>.<timestamp>.<body>` (Standard Webhooks). */
export function webhookSignature(secret: string, { id, timestamp, body }: SignedMessage): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

/** One signature for each secret that is valid now, the newest first. */
export function webhookSignatures(ctx: SubgraphContext, endpoint: WebhookEndpoint, message: SignedMessage): string {
  const secrets = [secretColumn(ctx).open(endpoint)];
  const { sealedPreviousSecret, previousSecretUntil } = endpoint;
  if (sealedPreviousSecret !== null && previousSecretUntil !== null && ctx.clock.now() < previousSecretUntil.getTime()) secrets.push(previousSecretColumn(ctx).open(endpoint));
  return secrets.map((secret) => webhookSignature(secret, message)).join(' ');
}
