import { OWN } from '@sangam/kit/testing/access-specimens';
import { FeedNotificationsDocument, MarkAllNotificationsReadDocument, MarkNotificationReadDocument, UnreadNotificationCountDocument } from '@sangam/schema/typed/operations';
import type { NotificationsSpecimens } from '../access-world.fixture';

const OWN_FEED = { stranger: OWN, otherTenant: OWN } as const;

export const feedNotificationAccess: NotificationsSpecimens = {
  fields: {
    'Query.feedNotifications': { document: FeedNotificationsDocument, outcomes: OWN_FEED },
    'Query.unreadNotificationCount': { document: UnreadNotificationCountDocument, outcomes: OWN_FEED },
    'Mutation.markNotificationRead': { document: MarkNotificationReadDocument, variables: ({ notificationId }) => ({ id: notificationId }) },
    'Mutation.markAllNotificationsRead': { document: MarkAllNotificationsReadDocument, outcomes: OWN_FEED },
  },
  entities: {
    FeedNotification: { key: ({ notificationId }) => ({ id: notificationId }) },
  },
};
