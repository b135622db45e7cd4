import { findMany } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { newId } from '@sangam/kit/ids/new-id';
import { requestEmail, type EmailRequest } from '@sangam/kit/mail/request-email';
import type { TestGraph } from '@sangam/kit/testing/harness';
import { notificationRequested, type RequestedNotification } from '@sangam/schema/events/notifications';
import { NotificationChannel } from '../templates/notification-channel';
import { NotificationTemplate } from '../templates/notification-template.entity';
import { NotificationDelivery } from './notification-delivery.entity';

/** Asks for a mail as identity does; a confirmation unless it says otherwise. */
export async function askForMail(graph: TestGraph, request: Partial<EmailRequest> = {}): Promise<EmailRequest> {
  const key = request.key ?? newId();
  const whole = { key, to: `${key}@example.com`, userId: null, template: 'identity.email-verification', locale: 'en', secrets: { link: 'https://app.example/verify-email?token=a.b' }, ...request };
  const ctx = graph.context('identity');
  await transaction(ctx, (tx) => requestEmail(ctx, tx, whole));
  return whole;
}

export async function deliveriesOf(graph: TestGraph, key: string): Promise<NotificationDelivery[]> {
  return findMany(graph.context('notifications'), NotificationDelivery, { where: { key } });
}

/** A text that only a test knows; its id. */
export async function writeTemplate(graph: TestGraph, text: Partial<NotificationTemplate>): Promise<string> {
  const ctx = graph.context('notifications');
  const template = { id: newId(), channel: NotificationChannel.EMAIL, locale: 'en', subject: 'Subject', bodyText: 'Text', bodyHtml: null, version: 1, edited: true, updatedAt: new Date(ctx.clock.now()), ...text };
  await transaction(ctx, (tx) => tx.insert(NotificationTemplate, template));
  return template.id;
}

interface Told {
  readonly message: string;
  readonly severity?: RequestedNotification['severity'];
  readonly actionUrl?: string;
}

/** Tells a person something in the apps as another subgraph does; the id of the entry in the feed. */
export async function tellInApp(graph: TestGraph, userId: string, { message, severity = null, actionUrl }: Told): Promise<string> {
  const ctx = graph.context('identity');
  const key = newId();
  const payload = { key, userId, template: 'notifications.admin-message', locale: 'en', variables: { message }, severity, actionUrl: actionUrl ?? null };
  await transaction(ctx, (tx) => tx.record(notificationRequested, { aggregateId: key, aggregateVersion: 1, payload }));
  await graph.jobs.drain();
  return (await deliveriesOf(graph, key))[0]?.id ?? '';
}
