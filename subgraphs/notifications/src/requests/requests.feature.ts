import { internalOnly, platformRole } from '@sangam/kit/authorization/basic-rules';
import { defineRules, limited } from '@sangam/kit/authorization/rules';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { NotificationRequestResolver } from './notification-request.resolver';

export const requests = defineFeature({
  name: 'requests',
  resolvers: [NotificationRequestResolver],
  rules: defineRules({ Mutation: { sendUserNotification: limited(platformRole('ADMIN'), 120, 60), sendEmail: internalOnly, sendSms: internalOnly } }),
});
