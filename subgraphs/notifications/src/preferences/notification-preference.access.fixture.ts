import { OWN } from '@sangam/kit/testing/access-specimens';
import { NotificationPreferencesDocument, UpdateNotificationPreferencesDocument } from '@sangam/schema/typed/operations';
import type { NotificationsSpecimens } from '../access-world.fixture';

const OWN_PREFERENCES = { stranger: OWN, otherTenant: OWN } as const;

export const notificationPreferenceAccess: NotificationsSpecimens = {
  fields: {
    'Query.notificationPreferences': { document: NotificationPreferencesDocument, outcomes: OWN_PREFERENCES },
    'Mutation.updateNotificationPreferences': { document: UpdateNotificationPreferencesDocument, variables: () => ({ input: { emailEnabled: false } }), outcomes: OWN_PREFERENCES },
  },
};
