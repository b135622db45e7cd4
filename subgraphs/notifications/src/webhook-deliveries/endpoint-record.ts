import type { Transaction } from '@sangam/kit/database/transaction';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { WebhookEndpoint } from '../webhook-endpoints/webhook-endpoint.entity';
import { WebhookEndpointEnd } from '../webhook-endpoints/webhook-endpoint-end';
import { tellOfWebhookEnd } from './webhook-end.jobs';

/** How long an endpoint may fail without a success in between. */
const PATIENCE_MS = 5 * 24 * 3_600_000;

export async function recordEndpointSuccess(tx: Transaction, { id }: WebhookEndpoint): Promise<void> {
  await tx.update(WebhookEndpoint, { id, failingSince: { not: null } }, { failingSince: null });
}

export interface FailedEndpoint {
  readonly endpoint: WebhookEndpoint;
  /** It asks for nothing more. */
  readonly gone: boolean;
}

/** Begins its time, or ends it: of several failures at once one disables it, and its owner is told once. */
export async function recordEndpointFailure(ctx: SubgraphContext, tx: Transaction, { endpoint: { id, url }, gone }: FailedEndpoint): Promise<void> {
  const now = ctx.clock.now();
  await tx.update(WebhookEndpoint, { id, enabled: true, failingSince: null }, { failingSince: new Date(now) });
  // An answer from another address than the present one says nothing about that.
  const ended = gone
    ? await tx.update(WebhookEndpoint, { id, enabled: true, url }, { enabled: false, disabledReason: WebhookEndpointEnd.GONE })
    : await tx.update(WebhookEndpoint, { id, enabled: true, failingSince: { atMost: new Date(now - PATIENCE_MS) } }, { enabled: false, disabledReason: WebhookEndpointEnd.FAILING });
  if (ended === 1) await tx.enqueue(tellOfWebhookEnd, { endpointId: id, endedAt: now, reason: gone ? WebhookEndpointEnd.GONE : WebhookEndpointEnd.FAILING });
}
