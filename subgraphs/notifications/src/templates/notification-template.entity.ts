import { FlagColumn, IdColumn, InstantColumn, IntegerColumn, LongTextColumn, TextColumn } from '@sangam/kit/database/columns';
import { connectionOf } from '@sangam/kit/graphql/connections';
import { DateTime, LanguageTag } from '@sangam/kit/graphql/scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { NotificationChannel } from './notification-channel';

@Entity('notification_template')
@ObjectType({ simpleResolvers: true, description: 'What the product says in one situation, in one language over one channel. Administrators.' })
export class NotificationTemplate {
  @IdColumn()
  @Field(() => ID, { description: 'Opaque id.' })
  id: string;

  @TextColumn({ length: 80 })
  @Field(() => String, { description: 'The situation: `<subgraph>.<name>`, e.g. `identity.password-reset`.' })
  key: string;

  @TextColumn({ length: 10 })
  @Field(() => NotificationChannel, { description: 'The channel it is for.' })
  channel: NotificationChannel;

  @TextColumn({ length: 35 })
  @Field(() => LanguageTag, { description: 'The language it is in.' })
  locale: string;

  @TextColumn({ length: 200, nullable: true })
  @Field(() => String, { nullable: true, description: 'Subject of the mail in Liquid, 1 to 200 characters; title of the entry in the feed; null for SMS.' })
  subject: string | null;

  @LongTextColumn()
  @Field(() => String, { description: 'The text in Liquid, 1 to 20,000 characters; an empty line ends a paragraph.' })
  bodyText: string;

  @LongTextColumn({ nullable: true })
  @Field(() => String, { nullable: true, description: 'The HTML part of the mail in Liquid, variables are escaped, at most 100,000 characters; null: it is made of `bodyText`.' })
  bodyHtml: string | null;

  @IntegerColumn()
  @Field(() => Int, { description: 'Grows by one with each change; begins with 1.' })
  version: number;

  /** Whether an administrator changed it: then new releases leave it alone. */
  @FlagColumn()
  edited: boolean;

  @InstantColumn()
  @Field(() => DateTime, { description: 'When it was changed last.' })
  updatedAt: Date;
}

export const NotificationTemplateConnection = connectionOf(() => NotificationTemplate, 'NotificationTemplate');
