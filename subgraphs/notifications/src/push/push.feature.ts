import { inPerson, signedIn } from '@sangam/kit/authorization/basic-rules';
import { defineRules, limited } from '@sangam/kit/authorization/rules';
import { personalRows } from '@sangam/kit/personal-data/personal-rows';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { seedPushKey } from './push-key';
import { PushKey, PushSubscription } from './push-subscription.entity';
import { PushSubscriptionResolver } from './push-subscription.resolver';

export const push = defineFeature({
  name: 'push',
  entities: [PushSubscription, PushKey],
  resolvers: [PushSubscriptionResolver],
  rules: defineRules({
    Query: { webPushKey: signedIn, webPushSubscriptions: signedIn },
    Mutation: { subscribeToWebPush: limited(inPerson, 20, 60), unsubscribeFromWebPush: limited(signedIn, 60, 60) },
    types: { WebPushSubscription: 'open' },
    reads: { Query: { webPushKey: 'nothing' } },
  }),
  seed: seedPushKey,
  personalData: [
    personalRows<PushSubscription>({ entity: PushSubscription, person: 'userId', exported: { file: 'browsers', key: 'id', row: ['createdAt'] }, erase: 'delete' }),
  ],
});
