import { IdColumn, InstantColumn, IntegerColumn, JsonColumn, LongTextColumn, ReferenceColumn, TextColumn } from '@sangam/kit/database/columns';
import { SealedColumn } from '@sangam/kit/database/sealed-column';
import { emailSecretsContext } from '@sangam/kit/mail/request-email';
import { Entity } from 'typeorm';
import type { NotificationCategory } from '../templates/notification-category';
import type { NotificationChannel } from '../templates/notification-channel';

export enum NotificationDeliveryState {
  QUEUED = 'QUEUED',
  SENT = 'SENT',
  FAILED = 'FAILED',
}

/** One notification on its way to one recipient over one channel, and what became of it. */
@Entity('notification_delivery')
export class NotificationDelivery {
  @IdColumn()
  id: string;

  /** Who asks for it again under the same key gets no second one. */
  @TextColumn({ length: 200 })
  key: string;

  @TextColumn({ length: 10 })
  channel: NotificationChannel;

  @TextColumn({ length: 80 })
  templateKey: string;

  @TextColumn({ length: 20 })
  category: NotificationCategory;

  /** Null for an address without an account. */
  @ReferenceColumn({ nullable: true })
  userId: string | null;

  @TextColumn({ length: 320 })
  recipient: string;

  @TextColumn({ length: 35 })
  locale: string;

  @JsonColumn()
  variables: Readonly<Record<string, string>>;

  /** Tokens and codes, as JSON; erased once it is sent. */
  @SealedColumn<NotificationDelivery>({ nullable: true, context: ({ key }) => emailSecretsContext(key) })
  sealedSecrets: string | null;

  @TextColumn({ length: 20 })
  state: NotificationDeliveryState;

  /** As it was sent, without secrets; null before. */
  @TextColumn({ length: 500, nullable: true })
  subject: string | null;

  /** Tries so far, since the last time that somebody retried it by hand. */
  @IntegerColumn()
  attempts: number;

  @LongTextColumn({ nullable: true })
  lastError: string | null;

  /** When it is tried next. */
  @InstantColumn()
  dueAt: Date;

  @InstantColumn()
  createdAt: Date;

  @InstantColumn({ nullable: true })
  sentAt: Date | null;
}
