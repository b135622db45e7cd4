import { DateTime } from '@sangam/kit/graphql/scalars';
import { EventsMissed } from '@sangam/kit/live/events-missed';
import { createUnionType, Field, ID, ObjectType } from 'type-graphql';
import { FeedNotification } from '../feed/feed-notification.entity';

@ObjectType({ simpleResolvers: true, description: 'One was told something (`push:received`).' })
export class FeedNotificationReceived {
  @Field(() => FeedNotification, { description: 'The entry of the feed.' })
  notification: FeedNotification;
}

@ObjectType({ simpleResolvers: true, description: 'One was alerted to something (`alert:triggered`).' })
export class NotificationAlertTriggered {
  @Field(() => FeedNotification, { description: 'The entry of the feed, with its `severity`.' })
  notification: FeedNotification;
}

@ObjectType({ simpleResolvers: true, description: 'Something of any subgraph, named so that a client can look it up.' })
export class ChangedResource {
  @Field(() => ID, { description: 'Its id.' })
  id: string;

  @Field(() => String, { description: 'Its kind, as its subgraph calls it, e.g. `ORDER`.' })
  type: string;
}

@ObjectType({ simpleResolvers: true, description: 'Something of one\'s own has another status (`status:updated`). Not kept in the feed.' })
export class ResourceStatusUpdated {
  @Field(() => ChangedResource, { description: 'The thing.' })
  resource: ChangedResource;

  @Field(() => String, { description: 'Its status now, a value of its status enum.' })
  status: string;

  @Field(() => DateTime, { description: 'When it changed; ignore what is older than what one knows.' })
  changedAt: Date;
}

@ObjectType({ simpleResolvers: true, description: 'A mail to one was handed to the mail host (`email:sent`).' })
export class NotificationEmailSent {
  @Field(() => ID, { description: 'The mail.' })
  id: string;

  @Field(() => String, { description: 'Address that it went to.' })
  recipient: string;

  @Field(() => String, { description: 'Its subject, codes and tokens left out.' })
  subject: string;

  @Field(() => DateTime, { description: 'When.' })
  sentAt: Date;
}

export const NotificationEvent = createUnionType({
  name: 'NotificationEvent',
  description: 'What concerns the signed-in person, as it happens.',
  types: () => [FeedNotificationReceived, NotificationAlertTriggered, ResourceStatusUpdated, NotificationEmailSent, EventsMissed] as const,
});

export type NotificationEventValue = FeedNotificationReceived | NotificationAlertTriggered | ResourceStatusUpdated | NotificationEmailSent | EventsMissed;
