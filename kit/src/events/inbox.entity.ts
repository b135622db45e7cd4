import { Entity } from 'typeorm';
import { InstantColumn, ReferenceColumn, TextColumn } from '../database/columns';

/** Events that a handler has applied, written in the transaction of its effect. */
@Entity()
export class Inbox {
  @TextColumn({ length: 120, primary: true })
  handler: string;

  @ReferenceColumn({ primary: true })
  eventId: string;

  @InstantColumn()
  appliedAt: Date;
}
