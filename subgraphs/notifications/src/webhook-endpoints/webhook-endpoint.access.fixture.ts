import { OWN } from '@sangam/kit/testing/access-specimens';
import {
  CreateWebhookEndpointDocument, DeleteWebhookEndpointDocument, RotateWebhookSecretDocument, UpdateWebhookEndpointDocument, WebhookEndpointDocument, WebhookEndpointsDocument, WebhookEventTypesDocument,
} from '@sangam/schema/typed/operations';
import type { NotificationsSpecimens } from '../access-world.fixture';

const OWN_ENDPOINTS = { stranger: OWN, otherTenant: OWN } as const;

export const webhookEndpointAccess: NotificationsSpecimens = {
  fields: {
    'Query.webhookEventTypes': { document: WebhookEventTypesDocument, outcomes: OWN_ENDPOINTS },
    'Query.webhookEndpoints': { document: WebhookEndpointsDocument, outcomes: OWN_ENDPOINTS },
    'Query.webhookEndpoint': { document: WebhookEndpointDocument, variables: ({ endpointId }) => ({ id: endpointId }) },
    'Mutation.createWebhookEndpoint': { document: CreateWebhookEndpointDocument, variables: () => ({ input: { url: 'https://partner.example.com/hooks', eventTypes: ['*'] } }), outcomes: OWN_ENDPOINTS },
    'Mutation.updateWebhookEndpoint': { document: UpdateWebhookEndpointDocument, variables: ({ endpointId }) => ({ input: { id: endpointId, description: 'Changed' } }) },
    'Mutation.deleteWebhookEndpoint': { document: DeleteWebhookEndpointDocument, variables: ({ endpointId }) => ({ id: endpointId }) },
    'Mutation.rotateWebhookSecret': { document: RotateWebhookSecretDocument, variables: ({ endpointId }) => ({ id: endpointId }) },
  },
  entities: { WebhookEndpoint: { key: ({ endpointId }) => ({ id: endpointId }) } },
};
