import { signedIn } from '@sangam/kit/authorization/basic-rules';
import { guardReference } from '@sangam/kit/authorization/guard-reference';
import { isOwner, type Owned } from '@sangam/kit/authorization/owner';
import { defineRules, limited } from '@sangam/kit/authorization/rules';
import { personalRows } from '@sangam/kit/personal-data/personal-rows';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { removeOldWebhooks } from './cleaning-webhooks.jobs';
import { WebhookAttempt } from './webhook-attempt.entity';
import { WebhookDelivery, webhookDeliveryById } from './webhook-delivery.entity';
import { sendWebhook } from './webhook-delivery.jobs';
import { WebhookDeliveryResolver } from './webhook-delivery.resolver';
import { tellOfWebhookEnd } from './webhook-end.jobs';
import { queuePublishedWebhook } from './webhook.handlers';

const ofPerson = (ownerId: string): Owned => ({ ownerType: 'USER', ownerId });

export const webhookDeliveries = defineFeature({
  name: 'webhook-deliveries',
  entities: [WebhookDelivery, WebhookAttempt],
  resolvers: [WebhookDeliveryResolver],
  rules: defineRules({
    Query: { webhookDeliveries: signedIn, webhookDelivery: signedIn },
    Mutation: { replayWebhookDelivery: limited(signedIn, 60, 60), replayWebhookDeliveries: limited(signedIn, 10, 60), sendWebhookTestEvent: limited(signedIn, 10, 60) },
    types: { WebhookDelivery: 'guarded', WebhookAttempt: 'open', WebhookReplay: 'open' },
    reads: { WebhookDelivery: { attempts: 'nothing' } },
  }),
  references: [guardReference<WebhookDelivery>({ entity: WebhookDelivery, reads: 'user', load: webhookDeliveryById, guard: isOwner })],
  jobs: [sendWebhook, tellOfWebhookEnd, removeOldWebhooks],
  handlers: [queuePublishedWebhook],
  personalData: [
    personalRows<WebhookDelivery>({
      entity: WebhookDelivery, person: 'ownerId', where: ofPerson, erase: 'delete',
      exported: { file: 'webhook-deliveries', key: 'id', row: ['endpointId', 'messageId', 'eventType', 'payload', 'state', 'createdAt', 'finishedAt'] },
    }),
  ],
});
