import { assertOutsideTransaction } from '@sangam/kit/database/transaction-scope';
import { EgressError } from '@sangam/kit/egress/egress';
import { AppError } from '@sangam/kit/errors/app-error';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { webhookSignatures } from '../webhook-endpoints/webhook-secret';
import type { WebhookEndpoint } from '../webhook-endpoints/webhook-endpoint.entity';
import { retryAfterMs } from './retry-schedule';
import type { WebhookDelivery } from './webhook-delivery.entity';

const PATIENCE_MS = 15_000;
const KEPT_BYTES = 1_024;

/** How one try ended. */
export interface PostedWebhook {
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly responseStatus: number | null;
  readonly responseBody: string | null;
  readonly failure: string | null;
  /** Milliseconds that the endpoint asks for. */
  readonly retryAfter: number | null;
}

/** Posts a message to its endpoint. Never throws for what the other side does: that is how the try ended. */
export async function postWebhook(ctx: SubgraphContext, endpoint: WebhookEndpoint, delivery: WebhookDelivery): Promise<PostedWebhook> {
  assertOutsideTransaction('A webhook');
  const startedAt = new Date(ctx.clock.now());
  const began = performance.now();
  const took = () => Math.round(performance.now() - began);
  const request = { method: 'POST', headers: headersOf(ctx, endpoint, delivery), body: delivery.payload, timeoutMs: PATIENCE_MS, maxBytes: KEPT_BYTES, truncate: true } as const;
  try {
    const { status, body, headers } = await ctx.egress.send(endpoint.url, request);
    const retryAfter = status === 429 || status === 503 ? retryAfterMs(headers['retry-after'], ctx.clock.now()) : null;
    // Not every database stores what is no text.
    const responseBody = body.toString('utf8').replace(/\0/g, '\uFFFD');
    return { startedAt, durationMs: took(), responseStatus: status, responseBody, failure: null, retryAfter };
  } catch (error) {
    const failure = error instanceof EgressError ? error.reason : error instanceof AppError ? error.definition.code : null;
    if (failure === null) throw error;
    return { startedAt, durationMs: took(), responseStatus: null, responseBody: null, failure, retryAfter: null };
  }
}

function headersOf(ctx: SubgraphContext, endpoint: WebhookEndpoint, { messageId: id, payload: body }: WebhookDelivery): Record<string, string> {
  const timestamp = Math.floor(ctx.clock.now() / 1_000);
  return {
    'content-type': 'application/json', 'user-agent': 'Sangam-Webhooks', 'webhook-id': id, 'webhook-timestamp': String(timestamp),
    'webhook-signature': webhookSignatures(ctx, endpoint, { id, timestamp, body }),
  };
}
