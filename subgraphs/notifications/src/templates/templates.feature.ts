import { platformRole } from '@sangam/kit/authorization/basic-rules';
import { defineRules, limited } from '@sangam/kit/authorization/rules';
import { personalRows } from '@sangam/kit/personal-data/personal-rows';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { NotificationTemplate } from './notification-template.entity';
import { NotificationTemplateResolver } from './notification-template.resolver';
import { NotificationTemplateVersion } from './notification-template-version.entity';
import { seedTemplates } from './seed-templates';

const administrator = platformRole('ADMIN');

export const templates = defineFeature({
  name: 'templates',
  entities: [NotificationTemplate, NotificationTemplateVersion],
  resolvers: [NotificationTemplateResolver],
  rules: defineRules({
    Query: { notificationTemplate: administrator, notificationTemplates: administrator, notificationTemplatePreview: limited(administrator, 120, 60) },
    Mutation: { updateNotificationTemplate: limited(administrator, 60, 60) },
    types: { NotificationTemplate: 'open', NotificationTemplateVersion: 'open', NotificationTemplatePreview: 'open' },
    reads: {
      Query: { notificationTemplate: 'nothing', notificationTemplates: 'nothing', notificationTemplatePreview: 'nothing' },
      NotificationTemplate: { category: 'nothing', variableNames: 'nothing', versions: 'nothing' },
    },
  }),
  seed: seedTemplates,
  personalData: [personalRows<NotificationTemplateVersion>({ entity: NotificationTemplateVersion, person: 'changedById', exported: null, erase: 'keep' })],
});
