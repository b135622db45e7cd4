import { newId } from '@sangam/kit/ids/new-id';
import { SendEmailDocument, SendSmsDocument } from '@sangam/schema/typed/internal';
import { SendUserNotificationDocument } from '@sangam/schema/typed/operations';
import { ADMINISTRATOR, ONLY_ADMINISTRATORS, type NotificationsSpecimens } from '../access-world.fixture';

export const notificationRequestAccess: NotificationsSpecimens = {
  fields: {
    'Mutation.sendUserNotification': {
      document: SendUserNotificationDocument, variables: ({ owner }) => ({ input: { userId: owner.id, channel: 'IN_APP', message: 'Hello' } }), viewer: ADMINISTRATOR, outcomes: ONLY_ADMINISTRATORS,
    },
  },
  internalFields: {
    'Mutation.sendEmail': { document: SendEmailDocument, variables: ({ owner }) => ({ input: { key: newId(), to: owner.email, templateKey: 'identity.password-changed', variables: [], language: 'en' } }) },
    'Mutation.sendSms': { document: SendSmsDocument, variables: () => ({ input: { key: newId(), to: '+919876543210', message: 'Hello', language: 'en' } }) },
  },
};
