import { OWN } from '@sangam/kit/testing/access-specimens';
import { NotificationEventsDocument } from '@sangam/schema/typed/operations';
import type { NotificationsSpecimens } from '../access-world.fixture';

export const notificationEventAccess: NotificationsSpecimens = {
  fields: {
    'Subscription.notificationEvents': {
      document: NotificationEventsDocument, outcomes: { stranger: OWN, otherTenant: OWN }, provoke: ({ tell }, client) => tell(client.viewer?.userId ?? ''),
    },
  },
};
