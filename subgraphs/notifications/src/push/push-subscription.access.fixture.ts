import { OWN } from '@sangam/kit/testing/access-specimens';
import { newId } from '@sangam/kit/ids/new-id';
import { SubscribeToWebPushDocument, UnsubscribeFromWebPushDocument, WebPushKeyDocument, WebPushSubscriptionsDocument } from '@sangam/schema/typed/operations';
import type { NotificationsSpecimens } from '../access-world.fixture';
import { browserInput } from './browser.fixture';

const OWN_BROWSERS = { stranger: OWN, otherTenant: OWN } as const;

export const pushSubscriptionAccess: NotificationsSpecimens = {
  fields: {
    'Query.webPushKey': { document: WebPushKeyDocument, outcomes: OWN_BROWSERS },
    'Query.webPushSubscriptions': { document: WebPushSubscriptionsDocument, outcomes: OWN_BROWSERS },
    'Mutation.subscribeToWebPush': { document: SubscribeToWebPushDocument, variables: () => ({ input: browserInput(`https://push.example.com/${newId()}`) }), outcomes: OWN_BROWSERS },
    'Mutation.unsubscribeFromWebPush': { document: UnsubscribeFromWebPushDocument, variables: ({ browserId }) => ({ id: browserId }) },
  },
};
