import { inPerson, signedIn } from '@sangam/kit/authorization/basic-rules';
import { guardReference } from '@sangam/kit/authorization/guard-reference';
import { isOwner, type Owned } from '@sangam/kit/authorization/owner';
import { defineRules, limited } from '@sangam/kit/authorization/rules';
import { personalRows } from '@sangam/kit/personal-data/personal-rows';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { WebhookEndpoint, webhookEndpointById } from './webhook-endpoint.entity';
import { WebhookEndpointResolver } from './webhook-endpoint.resolver';
import { WebhookOwner } from './webhook-owner.entity';

const ofPerson = (ownerId: string): Owned => ({ ownerType: 'USER', ownerId });

export const webhookEndpoints = defineFeature({
  name: 'webhook-endpoints',
  entities: [WebhookEndpoint, WebhookOwner],
  resolvers: [WebhookEndpointResolver],
  rules: defineRules({
    Query: { webhookEventTypes: signedIn, webhookEndpoints: signedIn, webhookEndpoint: signedIn },
    Mutation: {
      createWebhookEndpoint: limited(inPerson, 20, 60), updateWebhookEndpoint: limited(inPerson, 60, 60), deleteWebhookEndpoint: limited(inPerson, 60, 60), rotateWebhookSecret: limited(inPerson, 10, 60),
    },
    types: { WebhookEndpoint: 'guarded', WebhookEndpointSecret: 'open', WebhookEventType: 'open' },
    reads: { Query: { webhookEventTypes: 'nothing' } },
  }),
  references: [guardReference<WebhookEndpoint>({ entity: WebhookEndpoint, reads: 'user', load: webhookEndpointById, guard: isOwner })],
  personalData: [
    personalRows<WebhookEndpoint>({
      entity: WebhookEndpoint, person: 'ownerId', mentions: ['createdById'], where: ofPerson, erase: 'delete',
      exported: { file: 'webhook-endpoints', key: 'id', row: ['id', 'url', 'description', 'eventTypes', 'enabled', 'createdAt'] },
    }),
    personalRows<WebhookOwner>({ entity: WebhookOwner, person: 'ownerId', where: ofPerson, exported: null, erase: 'delete' }),
  ],
});
