import { signedIn } from '@sangam/kit/authorization/basic-rules';
import { defineRules } from '@sangam/kit/authorization/rules';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { NotificationEventSubscriptions } from './notification-event.subscriptions';
import { tellStatus } from './status.handlers';

export const live = defineFeature({
  name: 'live',
  resolvers: [NotificationEventSubscriptions],
  rules: defineRules({
    Subscription: { notificationEvents: signedIn },
    types: { FeedNotificationReceived: 'open', NotificationAlertTriggered: 'open', ResourceStatusUpdated: 'open', ChangedResource: 'open', NotificationEmailSent: 'open' },
  }),
  handlers: [tellStatus],
});
