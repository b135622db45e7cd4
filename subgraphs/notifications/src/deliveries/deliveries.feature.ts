import { defineRules } from '@sangam/kit/authorization/rules';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { queueMail } from './delivery.handlers';
import { sendMail } from './delivery.jobs';
import { NotificationDelivery } from './notification-delivery.entity';

export const deliveries = defineFeature({
  name: 'deliveries',
  entities: [NotificationDelivery],
  rules: defineRules({}),
  jobs: [sendMail],
  handlers: [queueMail],
});
