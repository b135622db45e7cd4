import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { badInput, notFound } from '@sangam/kit/errors/app-error';
import { isId, newId } from '@sangam/kit/ids/new-id';
import { idempotent } from '@sangam/kit/idempotency/idempotent';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { UserContactsDocument } from '@sangam/schema/typed/internal';
import { NotificationDelivery } from '../deliveries/notification-delivery.entity';
import { queueDelivery, type WantedDelivery } from '../deliveries/queue-delivery';
import { phoneNumber } from '../sms/phone-number';
import { NotificationChannel } from '../templates/notification-channel';
import { templateDefinition } from '../templates/template-catalogue';
import { variablesOf } from '../templates/template-variable.inputs';
import type { SendEmailInput, SendUserNotificationInput, SendSmsInput } from './notification-request.inputs';

const SMS_LENGTH = 480;
const MESSAGE_LENGTH = 2_000;

/** An administrator tells one person something. */
export async function sendUserNotification(ctx: SubgraphContext, input: SendUserNotificationInput): Promise<NotificationDelivery> {
  const { userId, channel } = input;
  if (channel === NotificationChannel.PUSH) throw badInput({ path: 'input.channel', reason: 'RANGE', detail: 'IN_APP reaches browsers too' });
  const message = checkedText(input.message, 'input.message', channel === NotificationChannel.SMS ? SMS_LENGTH : MESSAGE_LENGTH);
  const phone = channel === NotificationChannel.SMS ? phoneNumber(input.phone ?? '', 'input.phone') : null;
  const contact = await contactOf(ctx, userId);
  const recipient = phone ?? (channel === NotificationChannel.EMAIL ? contact.email : userId);
  const { entityId } = await idempotent(ctx, { field: 'sendUserNotification', input }, async (tx) => {
    const wanted: WantedDelivery = { key: newId(), channel, recipient, userId, templateKey: 'notifications.admin-message', locale: contact.locale, variables: { message } };
    return { entityId: (await queueDelivery(ctx, tx, wanted)).id };
  });
  const delivery = await findOne(ctx, NotificationDelivery, { id: entityId });
  if (!delivery) throw notFound();
  return delivery;
}

/** For other parts of the product that do not have the moment in a transaction of their own; those use `requestEmail`. Returns the delivery's id. */
export async function sendEmail(ctx: SubgraphContext, input: SendEmailInput): Promise<string> {
  const { key, to, templateKey, language: locale } = input;
  if (!templateDefinition(templateKey, NotificationChannel.EMAIL)) throw badInput({ path: 'input.templateKey', reason: 'RANGE', detail: 'no such template' });
  const variables = variablesOf(input.variables, 'input.variables');
  return queued(ctx, { key: checkedText(key, 'input.key', 200), channel: NotificationChannel.EMAIL, recipient: to, userId: input.userId ?? null, templateKey, locale, variables });
}

export async function sendSms(ctx: SubgraphContext, input: SendSmsInput): Promise<string> {
  const message = checkedText(input.message, 'input.message', SMS_LENGTH);
  return queued(ctx, {
    key: checkedText(input.key, 'input.key', 200), channel: NotificationChannel.SMS, recipient: phoneNumber(input.to, 'input.to'), userId: input.userId ?? null,
    templateKey: 'notifications.plain-message', locale: input.language, variables: { message },
  });
}

async function queued(ctx: SubgraphContext, wanted: WantedDelivery): Promise<string> {
  return (await transaction(ctx, (tx) => queueDelivery(ctx, tx, wanted))).id;
}

async function contactOf(ctx: SubgraphContext, userId: string) {
  if (!isId(userId)) throw notFound();
  const { userContacts: [contact] } = await ctx.calls.call('identity', UserContactsDocument, { ids: [userId] }, { requestId: ctx.requestId, viewer: ctx.viewer });
  if (!contact) throw notFound();
  return contact;
}

/** @throws AppError BAD_USER_INPUT */
function checkedText(text: string, path: string, longest: number): string {
  const trimmed = text.trim();
  if (trimmed.length === 0) throw badInput({ path, reason: 'MISSING' });
  if (trimmed.length > longest) throw badInput({ path, reason: 'RANGE', detail: `at most ${longest} characters` });
  return trimmed;
}
