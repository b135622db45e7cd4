import { NotificationTemplateDocument, NotificationTemplatePreviewDocument, NotificationTemplatesDocument, UpdateNotificationTemplateDocument } from '@sangam/schema/typed/operations';
import { ADMINISTRATOR, ONLY_ADMINISTRATORS, type NotificationsSpecimens } from '../access-world.fixture';

const ADMINISTRATORS = { viewer: ADMINISTRATOR, outcomes: ONLY_ADMINISTRATORS } as const;

export const notificationTemplateAccess: NotificationsSpecimens = {
  fields: {
    'Query.notificationTemplate': { document: NotificationTemplateDocument, variables: () => ({ key: 'identity.password-reset', locale: 'en' }), ...ADMINISTRATORS },
    'Query.notificationTemplates': { document: NotificationTemplatesDocument, ...ADMINISTRATORS },
    'Query.notificationTemplatePreview': { document: NotificationTemplatePreviewDocument, variables: ({ templateId }) => ({ input: { templateId } }), ...ADMINISTRATORS },
    'Mutation.updateNotificationTemplate': {
      document: UpdateNotificationTemplateDocument, variables: ({ templateId }) => ({ id: templateId, input: { version: 1, bodyText: 'Changed' } }), ...ADMINISTRATORS,
    },
  },
};
