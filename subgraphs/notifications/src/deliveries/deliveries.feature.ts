import { platformRole } from '@sangam/kit/authorization/basic-rules';
import { defineRules, limited } from '@sangam/kit/authorization/rules';
import { personalRows } from '@sangam/kit/personal-data/personal-rows';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { notificationSettings } from '../settings';
import { removeOldNotifications } from './cleaning.jobs';
import { forgetRecipient, queueFeedNotification, queueMail } from './delivery.handlers';
import { addToFeed, sendMail, sendSms, sendToBrowser } from './delivery.jobs';
import { NotificationDeliveryResolver } from './delivery.resolver';
import { NotificationDelivery } from './notification-delivery.entity';

const administrator = platformRole('ADMIN');

export const deliveries = defineFeature({
  name: 'deliveries',
  entities: [NotificationDelivery],
  resolvers: [NotificationDeliveryResolver],
  rules: defineRules({
    Query: { notificationDeliveries: administrator },
    Mutation: { retryNotificationDelivery: limited(administrator, 120, 60), sendTestEmail: limited(administrator, 20, 60) },
    types: { NotificationDelivery: 'open' },
    reads: { Query: { notificationDeliveries: 'nothing' }, NotificationDelivery: { user: 'nothing' } },
  }),
  jobs: [sendMail, sendSms, addToFeed, sendToBrowser, removeOldNotifications],
  handlers: [queueMail, queueFeedNotification, forgetRecipient],
  settings: [notificationSettings],
  personalData: [
    personalRows<NotificationDelivery>({
      entity: NotificationDelivery, person: 'userId', mentions: ['recipient'], erase: 'delete',
      exported: { file: 'notifications', key: 'id', row: ['channel', 'templateKey', 'category', 'recipient', 'subject', 'state', 'createdAt', 'sentAt'] },
    }),
  ],
});
