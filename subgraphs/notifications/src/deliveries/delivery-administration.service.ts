import { connection } from '@sangam/kit/database/keyset';
import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import type { Where } from '@sangam/kit/database/where';
import { AppError, notFound } from '@sangam/kit/errors/app-error';
import { INVALID_STATE } from '@sangam/kit/errors/codes';
import type { Connection, ConnectionArguments } from '@sangam/kit/graphql/connections';
import { isId, newId } from '@sangam/kit/ids/new-id';
import { idempotent } from '@sangam/kit/idempotency/idempotent';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { emailTemplate, exampleVariables } from '../templates/template-administration.service';
import type { SendTestEmailInput } from '../templates/notification-template.inputs';
import { checkedWords } from '../templates/template-words';
import { variablesOf } from '../templates/template-variable.inputs';
import type { NotificationDeliveryFilter } from './delivery.inputs';
import { enqueueTry } from './delivery.jobs';
import { NotificationDelivery } from './notification-delivery.entity';
import { NotificationDeliveryState } from './notification-delivery-state';
import { queueDelivery } from './queue-delivery';

/** The queue, newest first. */
export function listDeliveries(ctx: SubgraphContext, filter: NotificationDeliveryFilter | null, args: ConnectionArguments): Promise<Connection<NotificationDelivery>> {
  const { states, channels, templateKey, userId, createdFrom, createdTo } = filter ?? {};
  const where: Where<NotificationDelivery> = {
    ...(states && { state: states }), ...(channels && { channel: channels }), ...(templateKey && { templateKey }), ...(userId && { userId }),
    ...((createdFrom || createdTo) && { createdAt: { from: createdFrom ?? undefined, to: createdTo ?? undefined } }),
  };
  return connection(ctx, NotificationDelivery, { where, orderBy: [{ property: 'createdAt', direction: 'DESC' }], args });
}

/** Gives what was given up its twelve tries again; of parallel retries one does. @throws AppError NOT_FOUND, INVALID_STATE */
export async function retryDelivery(ctx: SubgraphContext, id: string): Promise<NotificationDelivery> {
  const delivery = await deliveryById(ctx, id);
  const again = { state: NotificationDeliveryState.QUEUED, attempts: 0, dueAt: new Date(ctx.clock.now()) };
  await transaction(ctx, async (tx) => {
    if ((await tx.update(NotificationDelivery, { id, state: NotificationDeliveryState.FAILED }, again)) !== 1) throw new AppError(INVALID_STATE);
    await enqueueTry(tx, { ...delivery, ...again });
  });
  return Object.assign(delivery, again);
}

/** A mail by a template with examples for what is not given; to an address, not to a person: preferences do not count. */
export async function sendTestEmail(ctx: SubgraphContext, input: SendTestEmailInput): Promise<NotificationDelivery> {
  const template = await emailTemplate(ctx, input.templateId);
  const variables = exampleVariables(template, variablesOf(input.variables, 'input.variables'));
  checkedWords(template, {}, variables);
  const { entityId } = await idempotent(ctx, { field: 'sendTestEmail', input }, async (tx) => {
    const { key: templateKey, channel, locale } = template;
    return { entityId: (await queueDelivery(ctx, tx, { key: newId(), channel, recipient: input.to, userId: null, templateKey, locale, variables })).id };
  });
  return deliveryById(ctx, entityId);
}

async function deliveryById(ctx: SubgraphContext, id: string): Promise<NotificationDelivery> {
  const delivery = isId(id) ? await findOne(ctx, NotificationDelivery, { id }) : null;
  if (!delivery) throw notFound();
  return delivery;
}
