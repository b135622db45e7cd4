import { transaction } from '@sangam/kit/database/run-transaction';
import { newId } from '@sangam/kit/ids/new-id';
import type { AccessSpecimens, AccessWorld } from '@sangam/kit/testing/access-specimens';
import type { TestGraph } from '@sangam/kit/testing/harness';
import { SendWebhookTestEventDocument, SubscribeToWebPushDocument } from '@sangam/schema/typed/operations';
import { askForMail, deliveriesOf, tellInApp, writeTemplate } from './deliveries/mails.fixture';
import { browserInput } from './push/browser.fixture';
import { NotificationCategory } from './templates/notification-category';
import { unsubscribeToken } from './unsubscribing/unsubscribe-token';
import { UNSUBSCRIBE_PATH } from './unsubscribing/unsubscribe.routes';
import { WebhookDelivery } from './webhook-deliveries/webhook-delivery.entity';
import { WebhookDeliveryState } from './webhook-deliveries/webhook-delivery-state';
import { createEndpoint } from './webhook-endpoints/webhook-receiver.fixture';

/** What one feature adds to the access matrix. */
export type NotificationsSpecimens = Partial<Pick<AccessSpecimens<NotificationsWorld>, 'fields' | 'publicFields' | 'internalFields' | 'entities' | 'routes'>>;

/** A person who was told something. */
export interface NotificationsWorld extends AccessWorld {
  readonly notificationId: string;
  /** A mail that was given up. */
  readonly failedId: string;
  readonly templateId: string;
  /** Shows the owner's notifications. */
  readonly browserId: string;
  /** Of the owner, to be told what happens. */
  readonly endpointId: string;
  /** A message to it that failed. */
  readonly messageId: string;
  /** The link of the owner's mails that ends them. */
  readonly unsubscribePath: string;
  /** Tells somebody something in the apps. */
  readonly tell: (userId: string) => Promise<unknown>;
}

export async function makeWorld(graph: TestGraph): Promise<NotificationsWorld> {
  const owner = await graph.person({ displayName: 'Asha Rao' });
  const message = `Message to ${owner.id}`;
  const notificationId = await tellInApp(graph, owner.id, { message });
  const { key } = await askForMail(graph, { userId: owner.id, template: 'test.unknown' });
  await graph.jobs.drain();
  const [failed] = await deliveriesOf(graph, key);
  const templateId = await writeTemplate(graph, { key: `test.${newId()}` });
  const browser = await graph.asUser({ userId: owner.id }).ask(SubscribeToWebPushDocument, { input: browserInput(`https://push.example.com/${newId()}`) });
  const webhook = await failedWebhook(graph, owner.id);
  const token = await unsubscribeToken(graph.context('notifications'), { userId: owner.id, category: NotificationCategory.MESSAGES });
  return { owner, unsubscribePath: `${UNSUBSCRIBE_PATH}?token=${token}`, failedId: failed?.id ?? '', templateId, browserId: browser.subscribeToWebPush.id, ...webhook, notificationId, tell: (userId) => tellInApp(graph, userId, { message: 'News' }), secrets: [owner.email, notificationId, message] };
}

/** An endpoint at an address that cannot be reached, and a message to it that was given up. */
async function failedWebhook(graph: TestGraph, ownerId: string): Promise<Pick<NotificationsWorld, 'endpointId' | 'messageId'>> {
  const client = graph.asUser({ userId: ownerId });
  const { id: endpointId } = await createEndpoint(client, 'https://partner.example.com/hooks');
  const { sendWebhookTestEvent: { id: messageId } } = await client.ask(SendWebhookTestEventDocument, { endpointId });
  const ctx = graph.context('notifications');
  await transaction(ctx, (tx) => tx.update(WebhookDelivery, { id: messageId }, { state: WebhookDeliveryState.FAILED }));
  await graph.jobs.drain();
  return { endpointId, messageId };
}

export const ADMINISTRATOR = () => ({ platformRoles: ['ADMIN'] });
export const ONLY_ADMINISTRATORS = { stranger: 'FORBIDDEN', otherTenant: 'FORBIDDEN' } as const;
