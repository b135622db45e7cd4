import { ReplayWebhookDeliveriesDocument, ReplayWebhookDeliveryDocument, SendWebhookTestEventDocument, WebhookDeliveriesDocument, WebhookDeliveryDocument } from '@sangam/schema/typed/operations';
import type { NotificationsSpecimens } from '../access-world.fixture';

export const webhookDeliveryAccess: NotificationsSpecimens = {
  fields: {
    'Query.webhookDeliveries': { document: WebhookDeliveriesDocument, variables: ({ endpointId }) => ({ endpointId }) },
    'Query.webhookDelivery': { document: WebhookDeliveryDocument, variables: ({ messageId }) => ({ id: messageId }) },
    'Mutation.replayWebhookDelivery': { document: ReplayWebhookDeliveryDocument, variables: ({ messageId }) => ({ id: messageId }) },
    'Mutation.replayWebhookDeliveries': { document: ReplayWebhookDeliveriesDocument, variables: ({ endpointId }) => ({ input: { endpointId, since: new Date(0) } }) },
    'Mutation.sendWebhookTestEvent': { document: SendWebhookTestEventDocument, variables: ({ endpointId }) => ({ endpointId }) },
  },
  entities: { WebhookDelivery: { key: ({ messageId }) => ({ id: messageId }) } },
};
