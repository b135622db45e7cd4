import { NotificationDeliveriesDocument, RetryNotificationDeliveryDocument, SendTestEmailDocument } from '@sangam/schema/typed/operations';
import { ADMINISTRATOR, ONLY_ADMINISTRATORS, type NotificationsSpecimens } from '../access-world.fixture';

const ADMINISTRATORS = { viewer: ADMINISTRATOR, outcomes: ONLY_ADMINISTRATORS } as const;

export const deliveryAccess: NotificationsSpecimens = {
  fields: {
    'Query.notificationDeliveries': { document: NotificationDeliveriesDocument, ...ADMINISTRATORS },
    'Mutation.retryNotificationDelivery': { document: RetryNotificationDeliveryDocument, variables: ({ failedId }) => ({ id: failedId }), ...ADMINISTRATORS },
    'Mutation.sendTestEmail': { document: SendTestEmailDocument, variables: ({ templateId }) => ({ input: { templateId, to: 'tester@example.com' } }), ...ADMINISTRATORS },
  },
};
