import { NotificationTemplateDocument } from '@sangam/schema/typed/operations';
import { ADMINISTRATOR, ONLY_ADMINISTRATORS, type NotificationsSpecimens } from '../access-world.fixture';

export const notificationTemplateAccess: NotificationsSpecimens = {
  fields: {
    'Query.notificationTemplate': {
      document: NotificationTemplateDocument, variables: () => ({ key: 'identity.password-reset', locale: 'en' }), viewer: ADMINISTRATOR, outcomes: ONLY_ADMINISTRATORS,
    },
  },
};
