import { defineRules } from '@sangam/kit/authorization/rules';
import { personalRows } from '@sangam/kit/personal-data/personal-rows';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { forgetRecipient, queueMail } from './delivery.handlers';
import { sendMail } from './delivery.jobs';
import { NotificationDelivery } from './notification-delivery.entity';

export const deliveries = defineFeature({
  name: 'deliveries',
  entities: [NotificationDelivery],
  rules: defineRules({}),
  jobs: [sendMail],
  handlers: [queueMail, forgetRecipient],
  personalData: [
    personalRows<NotificationDelivery>({
      entity: NotificationDelivery, person: 'userId', mentions: ['recipient'], erase: 'delete',
      exported: { file: 'notifications', key: 'id', row: ['channel', 'templateKey', 'category', 'recipient', 'subject', 'state', 'createdAt', 'sentAt'] },
    }),
  ],
});
