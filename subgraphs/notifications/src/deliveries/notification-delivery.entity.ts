import { IdColumn, InstantColumn, IntegerColumn, JsonColumn, LongTextColumn, ReferenceColumn, TextColumn } from '@sangam/kit/database/columns';
import { SealedColumn } from '@sangam/kit/database/sealed-column';
import { connectionOf } from '@sangam/kit/graphql/connections';
import { DateTime, LanguageTag } from '@sangam/kit/graphql/scalars';
import { emailSecretsContext } from '@sangam/kit/mail/request-email';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import type { NotificationSeverity } from '../feed/notification-severity';
import { NotificationCategory } from '../templates/notification-category';
import { NotificationChannel } from '../templates/notification-channel';
import { NotificationDeliveryState } from './notification-delivery-state';

@Entity('notification_delivery')
@ObjectType({ simpleResolvers: true, description: 'One notification on its way to one recipient over one channel, and what became of it. Administrators.' })
export class NotificationDelivery {
  @IdColumn()
  @Field(() => ID, { description: 'Opaque id; the mail host and the provider of text messages see it too.' })
  id: string;

  /** Who asks for it again under the same key gets no second one. */
  @TextColumn({ length: 200 })
  key: string;

  @TextColumn({ length: 10 })
  @Field(() => NotificationChannel, { description: 'The channel.' })
  channel: NotificationChannel;

  @TextColumn({ length: 80 })
  @Field(() => String, { description: 'Key of its template.' })
  templateKey: string;

  @TextColumn({ length: 20 })
  @Field(() => NotificationCategory, { description: 'What it is about.' })
  category: NotificationCategory;

  /** Null for an address without an account. */
  @ReferenceColumn({ nullable: true })
  userId: string | null;

  @TextColumn({ length: 320 })
  @Field(() => String, { description: 'Address or phone number; for the feed the id of the person, for a push that of the browser.' })
  recipient: string;

  @TextColumn({ length: 35 })
  @Field(() => LanguageTag, { description: 'Language that the recipient prefers.' })
  locale: string;

  @JsonColumn()
  variables: Readonly<Record<string, string>>;

  /** Tokens and codes, as JSON; erased once it is sent. */
  @SealedColumn<NotificationDelivery>({ nullable: true, context: ({ key }) => emailSecretsContext(key) })
  sealedSecrets: string | null;

  /** Only in the feed: how much it matters, for alerts. */
  @TextColumn({ length: 10, nullable: true })
  severity: NotificationSeverity | null;

  /** Only in the feed: where it leads. */
  @TextColumn({ length: 2_000, nullable: true })
  actionUrl: string | null;

  @TextColumn({ length: 20 })
  @Field(() => NotificationDeliveryState, { description: 'Where it stands.' })
  state: NotificationDeliveryState;

  @TextColumn({ length: 500, nullable: true })
  @Field(() => String, { nullable: true, description: 'Its subject as it was sent, dots in place of codes and tokens; null before.' })
  subject: string | null;

  @IntegerColumn()
  @Field(() => Int, { description: 'Tries so far, since the last time that an administrator retried it; at most 12.' })
  attempts: number;

  @LongTextColumn({ nullable: true })
  @Field(() => String, { nullable: true, description: 'Why the last try failed; null when it did not.' })
  lastError: string | null;

  @InstantColumn()
  @Field(() => DateTime, { description: 'While QUEUED: when it is tried next.' })
  dueAt: Date;

  @InstantColumn()
  @Field(() => DateTime, { description: 'When it was asked for.' })
  createdAt: Date;

  @InstantColumn({ nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'When the mail host, the provider or the feed took it.' })
  sentAt: Date | null;
}

export const NotificationDeliveryConnection = connectionOf(() => NotificationDelivery, 'NotificationDelivery');
