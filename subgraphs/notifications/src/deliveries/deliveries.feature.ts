import { defineRules } from '@sangam/kit/authorization/rules';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { smsSettings } from '../sms/sms.settings';
import { queueFeedNotification, queueMail } from './delivery.handlers';
import { addToFeed, sendMail, sendSms } from './delivery.jobs';
import { NotificationDelivery } from './notification-delivery.entity';

export const deliveries = defineFeature({
  name: 'deliveries',
  entities: [NotificationDelivery],
  rules: defineRules({ types: { NotificationDelivery: 'open' } }),
  jobs: [sendMail, sendSms, addToFeed],
  handlers: [queueMail, queueFeedNotification],
  settings: [smsSettings],
});
