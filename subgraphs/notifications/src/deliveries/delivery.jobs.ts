import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { backOff } from '@sangam/kit/jobs/back-off';
import { defineJob } from '@sangam/kit/jobs/define-job';
import { errorText } from '@sangam/kit/jobs/error-text';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { LAST_WORD } from '../templates/template-catalogue';
import { composeDelivery } from './compose-delivery';
import { isFinal, MAX_ATTEMPTS } from './failure';
import { NotificationDelivery, NotificationDeliveryState } from './notification-delivery.entity';

/** Hands one mail to the next host. A try that fails is on record at the delivery, and the next one is a job of its own. */
export const sendMail = defineJob<{ readonly deliveryId: string }>({
  name: 'notifications.send-mail',
  description: `Sends one queued mail; tries again with growing pauses, ${MAX_ATTEMPTS} times at most.`,
  priority: 'interactive',
  run: async (ctx, { deliveryId }) => {
    const delivery = await findOne(ctx, NotificationDelivery, { id: deliveryId, state: NotificationDeliveryState.QUEUED });
    if (!delivery) return;
    let subject: string;
    try {
      subject = await send(ctx, delivery);
    } catch (error) {
      return recordFailure(ctx, delivery, error);
    }
    await recordSuccess(ctx, delivery, subject);
  },
});

async function send(ctx: SubgraphContext, delivery: NotificationDelivery): Promise<string> {
  const { shownSubject, ...mail } = await composeDelivery(ctx, delivery);
  await ctx.mailer.send({ ...mail, to: delivery.recipient, key: delivery.id });
  return shownSubject;
}

/** Codes and tokens are gone from here on. */
async function recordSuccess(ctx: SubgraphContext, { id, attempts, templateKey }: NotificationDelivery, subject: string): Promise<void> {
  const sent = { state: NotificationDeliveryState.SENT, subject, sealedSecrets: null, attempts: attempts + 1, lastError: null, sentAt: new Date(ctx.clock.now()), ...forgotten(templateKey) };
  await transaction(ctx, (tx) => tx.update(NotificationDelivery, { id, state: NotificationDeliveryState.QUEUED }, sent));
}

const forgotten = (templateKey: string): Partial<NotificationDelivery> => (templateKey === LAST_WORD ? { recipient: '' } : {});

async function recordFailure(ctx: SubgraphContext, delivery: NotificationDelivery, error: unknown): Promise<void> {
  const { id, attempts: before } = delivery;
  const attempts = before + 1;
  const given = isFinal(error, attempts);
  const dueAt = given ? delivery.dueAt : new Date(ctx.clock.now() + backOff(attempts, Math.random));
  const lastError = errorText(error);
  ctx.log[given ? 'error' : 'warn']({ delivery: id, attempts, error: lastError }, given ? 'a notification was given up' : 'a notification could not be sent');
  await transaction(ctx, async (tx) => {
    const changes = { state: given ? NotificationDeliveryState.FAILED : NotificationDeliveryState.QUEUED, attempts, lastError, dueAt, ...(given && forgotten(delivery.templateKey)) };
    if ((await tx.update(NotificationDelivery, { id, state: NotificationDeliveryState.QUEUED }, changes)) !== 1 || given) return;
    await tx.enqueue(sendMail, { deliveryId: id }, { runAt: dueAt.getTime() });
  });
}
