import { signedIn } from '@sangam/kit/authorization/basic-rules';
import { defineRules, limited } from '@sangam/kit/authorization/rules';
import { personalRows } from '@sangam/kit/personal-data/personal-rows';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { NotificationAllowance, NotificationChoice, NotificationHabit } from './notification-preference.entity';
import { NotificationPreferenceResolver } from './notification-preference.resolver';

export const preferences = defineFeature({
  name: 'preferences',
  entities: [NotificationChoice, NotificationHabit, NotificationAllowance],
  resolvers: [NotificationPreferenceResolver],
  rules: defineRules({
    Query: { notificationPreferences: signedIn },
    Mutation: { updateNotificationPreferences: limited(signedIn, 60, 60) },
    types: { NotificationPreferences: 'open', NotificationCategoryPreference: 'open', NotificationQuietHours: 'open' },
  }),
  personalData: [
    personalRows<NotificationChoice>({ entity: NotificationChoice, person: 'userId', exported: { file: 'notification-choices', key: 'id', row: ['category', 'channel', 'enabled'] }, erase: 'delete' }),
    personalRows<NotificationHabit>({ entity: NotificationHabit, person: 'userId', exported: { file: 'notification-habits', key: 'userId', row: ['emailEnabled', 'smsEnabled', 'quietFrom', 'quietTo'] }, erase: 'delete' }),
  ],
});
