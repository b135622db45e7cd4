import { signedIn } from '@sangam/kit/authorization/basic-rules';
import { guardReference } from '@sangam/kit/authorization/guard-reference';
import { defineRules, limited } from '@sangam/kit/authorization/rules';
import { personalRows } from '@sangam/kit/personal-data/personal-rows';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { FeedNotification, feedNotificationById } from './feed-notification.entity';
import { FeedNotificationResolver } from './feed-notification.resolver';

export const feed = defineFeature({
  name: 'feed',
  entities: [FeedNotification],
  resolvers: [FeedNotificationResolver],
  rules: defineRules({
    Query: { feedNotifications: signedIn, unreadNotificationCount: signedIn },
    Mutation: { markNotificationRead: limited(signedIn, 300, 60), markAllNotificationsRead: limited(signedIn, 30, 60) },
    types: { FeedNotification: 'guarded' },
  }),
  references: [guardReference<FeedNotification>({ entity: FeedNotification, reads: 'user', load: feedNotificationById, guard: (viewer, { userId }) => viewer.userId === userId })],
  personalData: [
    personalRows<FeedNotification>({ entity: FeedNotification, person: 'userId', exported: { file: 'feed', key: 'id', row: ['category', 'severity', 'title', 'body', 'actionUrl', 'createdAt', 'readAt'] }, erase: 'delete' }),
  ],
});
