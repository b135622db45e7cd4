import { registerEnumType } from 'type-graphql';

export enum WebhookEndpointEnd {
  OWNER = 'OWNER',
  GONE = 'GONE',
  FAILING = 'FAILING',
}

registerEnumType(WebhookEndpointEnd, {
  name: 'WebhookEndpointEnd', description: 'Why nothing is sent to an endpoint any more.',
  valuesConfig: {
    OWNER: { description: 'Its owner switched it off.' }, GONE: { description: 'It answered 410 Gone.' }, FAILING: { description: 'Nothing that was sent to it within five days succeeded.' },
  },
});
