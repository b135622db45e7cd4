import { FlagColumn, IdColumn, InstantColumn, IntegerColumn, ReferenceColumn, TextColumn } from '@sangam/kit/database/columns';
import { Entity } from 'typeorm';
import type { NotificationCategory } from '../templates/notification-category';
import type { NotificationChannel } from '../templates/notification-channel';

/** What a person decided about one category over one channel; without a row it is on. */
@Entity('notification_choice')
export class NotificationChoice {
  @IdColumn()
  id: string;

  @ReferenceColumn()
  userId: string;

  @TextColumn({ length: 20 })
  category: NotificationCategory;

  @TextColumn({ length: 10 })
  channel: NotificationChannel;

  @FlagColumn()
  enabled: boolean;
}

/** What a person decided about channels as a whole, and when to be left alone. */
@Entity('notification_habit')
export class NotificationHabit {
  @ReferenceColumn({ primary: true })
  userId: string;

  @FlagColumn()
  emailEnabled: boolean;

  @FlagColumn()
  smsEnabled: boolean;

  /** `HH:MM` in the person's zone; both or none. */
  @TextColumn({ length: 5, nullable: true })
  quietFrom: string | null;

  @TextColumn({ length: 5, nullable: true })
  quietTo: string | null;
}

/** Mails and text messages of the last hour to one recipient, known or not. */
@Entity('notification_allowance')
export class NotificationAllowance {
  /** SHA-256 of the channel and the recipient. */
  @TextColumn({ length: 64, primary: true })
  recipientHash: string;

  @IntegerColumn()
  used: number;

  /** When the count starts anew. */
  @InstantColumn()
  resetsAt: Date;
}
