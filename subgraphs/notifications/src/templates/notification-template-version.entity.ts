import { connectionBy } from '@sangam/kit/database/connection-by';
import { IdColumn, InstantColumn, IntegerColumn, LongTextColumn, ReferenceColumn, TextColumn } from '@sangam/kit/database/columns';
import { connectionOf } from '@sangam/kit/graphql/connections';
import { DateTime } from '@sangam/kit/graphql/scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';

/** Rows are only ever added. */
@Entity('notification_template_version')
@ObjectType({ simpleResolvers: true, description: 'A text as it was from one change to the next. Administrators.' })
export class NotificationTemplateVersion {
  @IdColumn()
  @Field(() => ID, { description: 'Opaque id.' })
  id: string;

  @ReferenceColumn()
  templateId: string;

  @IntegerColumn()
  @Field(() => Int, { description: 'The version of the template.' })
  version: number;

  @TextColumn({ length: 200, nullable: true })
  @Field(() => String, { nullable: true, description: 'Subject or title; null for text messages.' })
  subject: string | null;

  @LongTextColumn()
  @Field(() => String, { description: 'The text.' })
  bodyText: string;

  @LongTextColumn({ nullable: true })
  @Field(() => String, { nullable: true, description: 'The HTML part; null where it was made of the text.' })
  bodyHtml: string | null;

  /** Null: it came with a release of the product. */
  @ReferenceColumn({ nullable: true })
  changedById: string | null;

  @InstantColumn()
  @Field(() => DateTime, { description: 'Since when.' })
  createdAt: Date;
}

export const NotificationTemplateVersionConnection = connectionOf(() => NotificationTemplateVersion, 'NotificationTemplateVersion');
/** Newest first. */
export const versionsOfTemplate = connectionBy<NotificationTemplateVersion>(NotificationTemplateVersion, 'templateId', { orderBy: [{ property: 'createdAt', direction: 'DESC' }] });
