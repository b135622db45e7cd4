import { FlagColumn, IdColumn, InstantColumn, LongTextColumn, ReferenceColumn, TextColumn } from '@sangam/kit/database/columns';
import { byId } from '@sangam/kit/database/loaders';
import { connectionOf } from '@sangam/kit/graphql/connections';
import { DateTime, Url } from '@sangam/kit/graphql/scalars';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { NotificationCategory } from '../templates/notification-category';
import { NotificationSeverity } from './notification-severity';

@Entity('feed_notification')
@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true, description: 'Something that the product told a person inside its apps. Only that person sees it.' })
export class FeedNotification {
  /** That of its delivery. */
  @IdColumn()
  @Field(() => ID, { description: 'Opaque id.' })
  id: string;

  @ReferenceColumn()
  userId: string;

  @TextColumn({ length: 20 })
  @Field(() => NotificationCategory, { description: 'What it is about.' })
  category: NotificationCategory;

  @TextColumn({ length: 10, nullable: true })
  @Field(() => NotificationSeverity, { nullable: true, description: 'How much it matters, for alerts; null for others.' })
  severity: NotificationSeverity | null;

  @TextColumn({ length: 500 })
  @Field(() => String, { description: 'One line, in the person\'s language, at most 500 characters.' })
  title: string;

  @LongTextColumn()
  @Field(() => String, { description: 'The text; an empty line ends a paragraph.' })
  body: string;

  @TextColumn({ length: 2_000, nullable: true })
  @Field(() => Url, { nullable: true, description: 'Where it leads; null when there is nothing to open.' })
  actionUrl: string | null;

  @InstantColumn()
  @Field(() => DateTime, { description: 'When it was told.' })
  createdAt: Date;

  @FlagColumn()
  @Field(() => Boolean, { description: 'Whether the person has not marked it as read yet.' })
  unread: boolean;

  @InstantColumn({ nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'When the person marked it as read.' })
  readAt: Date | null;
}

export const feedNotificationById = byId(FeedNotification);
export const FeedNotificationConnection = connectionOf(() => FeedNotification, 'FeedNotification');
