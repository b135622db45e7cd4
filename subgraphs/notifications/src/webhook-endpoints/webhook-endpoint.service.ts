import { ownedBy, ownerOf, type Owned } from '@sangam/kit/authorization/owner';
import { findMany, findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { sql } from '@sangam/kit/database/sql';
import type { Transaction } from '@sangam/kit/database/transaction';
import { AppError, badInput, notFound } from '@sangam/kit/errors/app-error';
import { CONFLICT, QUOTA_EXCEEDED } from '@sangam/kit/errors/codes';
import { idempotent } from '@sangam/kit/idempotency/idempotent';
import { isId, newId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { WebhookAttempt } from '../webhook-deliveries/webhook-attempt.entity';
import { WebhookDelivery } from '../webhook-deliveries/webhook-delivery.entity';
import { checkedFilter } from './event-filter';
import { WebhookEndpoint } from './webhook-endpoint.entity';
import { WebhookEndpointEnd } from './webhook-endpoint-end';
import type { CreateWebhookEndpointInput, UpdateWebhookEndpointInput, WebhookEndpointSecret } from './webhook-endpoint.inputs';
import { WebhookOwner } from './webhook-owner.entity';
import { newWebhookSecret, previousSecretColumn, ROTATION_MS, secretColumn } from './webhook-secret';
import { checkedWebhookUrl } from './webhook-url';

const MAX_ENDPOINTS = 20;
const MAX_DESCRIPTION = 500;

/** Oldest first. */
export function ownEndpoints(ctx: SubgraphContext): Promise<WebhookEndpoint[]> {
  const orderBy = [{ property: 'createdAt', direction: 'ASC' }, { property: 'id', direction: 'ASC' }] as const;
  return findMany(ctx, WebhookEndpoint, { where: ownedBy<WebhookEndpoint>(ownerOf(ctx.viewer)), orderBy, limit: MAX_ENDPOINTS });
}

/** @throws AppError NOT_FOUND for somebody else's too */
export async function ownEndpoint(ctx: SubgraphContext, id: string): Promise<WebhookEndpoint> {
  const endpoint = isId(id) ? await findOne(ctx, WebhookEndpoint, ownedBy<WebhookEndpoint>(ownerOf(ctx.viewer), { id })) : null;
  if (!endpoint) throw notFound();
  return endpoint;
}

/** With an `Idempotency-Key` a repeated call answers with the first endpoint. @throws AppError BAD_USER_INPUT, URL_NOT_ALLOWED, QUOTA_EXCEEDED */
export async function createEndpoint(ctx: SubgraphContext, input: CreateWebhookEndpointInput): Promise<WebhookEndpointSecret> {
  const endpoint = newEndpoint(ctx, input);
  const { entityId } = await idempotent(ctx, { field: 'createWebhookEndpoint', input: { ...input, url: String(input.url) } }, async (tx) => {
    await takePlace(tx, endpoint);
    await tx.insert(WebhookEndpoint, endpoint);
    return { entityId: endpoint.id };
  });
  const created = await ownEndpoint(ctx, entityId);
  return { endpoint: created, secret: secretColumn(ctx).open(created) };
}

function newEndpoint(ctx: SubgraphContext, input: CreateWebhookEndpointInput): WebhookEndpoint {
  const [id, now] = [newId(), new Date(ctx.clock.now())];
  return Object.assign(new WebhookEndpoint(), {
    ...ownerOf(ctx.viewer), id, createdById: ctx.viewer.userId, url: checkedWebhookUrl(ctx, String(input.url)), description: checkedDescription(input.description), eventTypes: checkedFilter(input.eventTypes),
    enabled: true, disabledReason: null, sealedSecret: secretColumn(ctx).seal({ id }, newWebhookSecret()), secretVersion: 1, sealedPreviousSecret: null, previousSecretUntil: null, failingSince: null,
    createdAt: now, updatedAt: now,
  });
}

/** Parallel creations of one owner wait for each other here. */
async function takePlace(tx: Transaction, { ownerType, ownerId }: Owned): Promise<void> {
  await tx.upsert(WebhookOwner, { ownerType, ownerId, endpoints: 1 }, { on: ['ownerType', 'ownerId'], set: { endpoints: sql('endpoints + 1') } });
  const owner = await tx.findOne(WebhookOwner, { ownerType, ownerId });
  if ((owner?.endpoints ?? 0) > MAX_ENDPOINTS) throw new AppError(QUOTA_EXCEEDED);
}

/** @throws AppError NOT_FOUND, BAD_USER_INPUT, URL_NOT_ALLOWED */
export async function updateEndpoint(ctx: SubgraphContext, { id, url, description, eventTypes, enabled }: UpdateWebhookEndpointInput): Promise<WebhookEndpoint> {
  const before = await ownEndpoint(ctx, id);
  const changes = {
    ...(url && { url: checkedWebhookUrl(ctx, String(url)) }), ...(typeof description === 'string' && { description: checkedDescription(description) }), ...(eventTypes && { eventTypes: checkedFilter(eventTypes) }),
    ...(enabled === true && !before.enabled && { enabled, disabledReason: null, failingSince: null }), ...(enabled === false && before.enabled && { enabled, disabledReason: WebhookEndpointEnd.OWNER }),
    updatedAt: new Date(ctx.clock.now()),
  };
  const changed = await transaction(ctx, (tx) => tx.update(WebhookEndpoint, ownedBy<WebhookEndpoint>(ownerOf(ctx.viewer), { id }), changes));
  if (changed !== 1) throw notFound();
  return ownEndpoint(ctx, id);
}

/** What was sent to it goes with it. @throws AppError NOT_FOUND */
export async function deleteEndpoint(ctx: SubgraphContext, id: string): Promise<string> {
  const { ownerType, ownerId } = await ownEndpoint(ctx, id);
  await transaction(ctx, async (tx) => {
    if ((await tx.delete(WebhookEndpoint, { id, ownerType, ownerId })) !== 1) throw notFound();
    await tx.update(WebhookOwner, { ownerType, ownerId }, { endpoints: sql('endpoints - 1') });
    await tx.delete(WebhookDelivery, { ownerType, ownerId, endpointId: id });
    await tx.delete(WebhookAttempt, { endpointId: id });
  });
  return id;
}

/** The secret of before signs beside the new one for a day; the one before that no more. @throws AppError NOT_FOUND, CONFLICT for one of two parallel rotations */
export async function rotateSecret(ctx: SubgraphContext, id: string): Promise<WebhookEndpointSecret> {
  const endpoint = await ownEndpoint(ctx, id);
  const secret = newWebhookSecret();
  const changes = {
    sealedSecret: secretColumn(ctx).seal({ id }, secret), sealedPreviousSecret: previousSecretColumn(ctx).seal({ id }, secretColumn(ctx).open(endpoint)),
    previousSecretUntil: new Date(ctx.clock.now() + ROTATION_MS), secretVersion: endpoint.secretVersion + 1, updatedAt: new Date(ctx.clock.now()),
  };
  const rotated = await transaction(ctx, (tx) => tx.update(WebhookEndpoint, { id, secretVersion: endpoint.secretVersion }, changes));
  if (rotated !== 1) throw new AppError(CONFLICT);
  return { endpoint: Object.assign(endpoint, changes), secret };
}

function checkedDescription(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  if (trimmed.length > MAX_DESCRIPTION) throw badInput({ path: 'input.description', reason: 'RANGE', detail: `at most ${MAX_DESCRIPTION} characters` });
  return trimmed === '' ? null : trimmed;
}
