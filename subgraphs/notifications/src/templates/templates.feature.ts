import { platformRole } from '@sangam/kit/authorization/basic-rules';
import { defineRules } from '@sangam/kit/authorization/rules';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { NotificationTemplate } from './notification-template.entity';
import { NotificationTemplateResolver } from './notification-template.resolver';
import { seedTemplates } from './seed-templates';

const administrator = platformRole('ADMIN');

export const templates = defineFeature({
  name: 'templates',
  entities: [NotificationTemplate],
  resolvers: [NotificationTemplateResolver],
  rules: defineRules({
    Query: { notificationTemplate: administrator },
    types: { NotificationTemplate: 'open' },
    reads: { Query: { notificationTemplate: 'nothing' } },
  }),
  seed: seedTemplates,
});
