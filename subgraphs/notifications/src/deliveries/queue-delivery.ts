import type { Transaction } from '@sangam/kit/database/transaction';
import { newId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { takeAllowance } from '../preferences/allowance';
import { NotificationCategory } from '../templates/notification-category';
import { templateDefinition } from '../templates/template-catalogue';
import { enqueueTry } from './delivery.jobs';
import { NotificationDelivery } from './notification-delivery.entity';
import { NotificationDeliveryState } from './notification-delivery-state';

export type WantedDelivery = Pick<NotificationDelivery, 'key' | 'channel' | 'recipient' | 'userId' | 'templateKey' | 'locale' | 'variables'> &
  Partial<Pick<NotificationDelivery, 'sealedSecrets' | 'severity' | 'actionUrl'>>;

/** Puts a notification into the queue; the earlier one where its key is there already. Of a text that nobody knows the category counts as ACCOUNT: it is sent, or fails visibly. */
export async function queueDelivery(ctx: SubgraphContext, tx: Transaction, wanted: WantedDelivery): Promise<NotificationDelivery> {
  const delivery = newDelivery(ctx, wanted);
  await tx.upsert(NotificationDelivery, delivery, { on: ['key'] });
  const queued = await tx.findOne(NotificationDelivery, { key: wanted.key });
  if (!queued) throw new Error(`The delivery ${wanted.key} was neither there nor written.`);
  if (queued.id !== delivery.id) return queued;
  if (await takeAllowance(ctx, tx, queued)) {
    await enqueueTry(tx, queued);
    return queued;
  }
  const suppressed = { state: NotificationDeliveryState.SUPPRESSED, sealedSecrets: null, lastError: 'The recipient got too many within an hour.' };
  await tx.update(NotificationDelivery, { id: queued.id }, suppressed);
  return Object.assign(queued, suppressed);
}

function newDelivery(ctx: SubgraphContext, wanted: WantedDelivery): NotificationDelivery {
  const now = new Date(ctx.clock.now());
  return Object.assign(new NotificationDelivery(), { sealedSecrets: null, severity: null, actionUrl: null }, wanted, {
    id: newId(), category: templateDefinition(wanted.templateKey, wanted.channel)?.category ?? NotificationCategory.ACCOUNT,
    state: NotificationDeliveryState.QUEUED, subject: null, attempts: 0, lastError: null, dueAt: now, createdAt: now, sentAt: null,
  });
}
