import { registerEnumType } from 'type-graphql';

export enum WebhookDeliveryState {
  PENDING = 'PENDING',
  SUCCEEDED = 'SUCCEEDED',
  FAILED = 'FAILED',
  SKIPPED = 'SKIPPED',
}

registerEnumType(WebhookDeliveryState, {
  name: 'WebhookDeliveryState', description: 'Where a message to an endpoint stands.',
  valuesConfig: {
    PENDING: { description: 'It is sent, or tried again, when it is due.' }, SUCCEEDED: { description: 'The endpoint answered with a status of 200 to 299.' },
    FAILED: { description: 'Eight tries failed, or the endpoint is gone.' }, SKIPPED: { description: 'The endpoint was disabled.' },
  },
});
