import { reviveRow } from '@sangam/kit/database/revive-row';
import { eventsMissed } from '@sangam/kit/live/events-missed';
import type { LiveMessage } from '@sangam/kit/live/live-bus';
import { openPersonalStream } from '@sangam/kit/live/personal-stream';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { Resolver, Root, Subscription } from 'type-graphql';
import { FeedNotification } from '../feed/feed-notification.entity';
import { ChangedResource, FeedNotificationReceived, NotificationAlertTriggered, NotificationEmailSent, NotificationEvent, ResourceStatusUpdated, type NotificationEventValue } from './notification-event.types';
import { personTopic, type EmailPayload, type StatusPayload } from './publish';

@Resolver()
export class NotificationEventSubscriptions {
  @Subscription(() => NotificationEvent, {
    description: 'What one is told, as it happens: entries of the feed, alerts, statuses of one\'s things, mails that went out.',
    subscribe: ({ context }) => openNotificationEvents(context as SubgraphContext),
  })
  notificationEvents(@Root() event: NotificationEventValue): NotificationEventValue {
    return event;
  }
}

function openNotificationEvents(ctx: SubgraphContext): Promise<AsyncIterableIterator<NotificationEventValue>> {
  return openPersonalStream<NotificationEventValue>(ctx, {
    topic: personTopic(ctx.viewer.userId ?? ''), map: (message) => notificationEvent(ctx, message), missed: () => eventsMissed(ctx.clock.now()),
  });
}

function notificationEvent(ctx: SubgraphContext, { kind, payload }: LiveMessage): NotificationEventValue | null {
  switch (kind) {
    case 'FeedNotificationReceived':
      return Object.assign(new FeedNotificationReceived(), { notification: reviveRow(ctx.db, FeedNotification, payload) });
    case 'NotificationAlertTriggered':
      return Object.assign(new NotificationAlertTriggered(), { notification: reviveRow(ctx.db, FeedNotification, payload) });
    case 'ResourceStatusUpdated': {
      const { resourceType, resourceId, status, changedAt } = payload as StatusPayload;
      const resource = Object.assign(new ChangedResource(), { type: resourceType, id: resourceId });
      return Object.assign(new ResourceStatusUpdated(), { resource, status, changedAt: new Date(changedAt) });
    }
    case 'NotificationEmailSent': {
      const { sentAt, ...mail } = payload as EmailPayload;
      return Object.assign(new NotificationEmailSent(), mail, { sentAt: new Date(sentAt) });
    }
    default:
      return null;
  }
}
