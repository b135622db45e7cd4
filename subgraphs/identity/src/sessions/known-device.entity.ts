import { InstantColumn, ReferenceColumn, TextColumn } from '@sangam/kit/database/columns';
import { Entity } from 'typeorm';

/** A device that a person signed in from; the sign-in from one that is not here is told by mail. */
@Entity('known_device')
export class KnownDevice {
  @ReferenceColumn({ primary: true })
  userId: string;

  /** By what it is known again (`device.ts`). */
  @TextColumn({ length: 64, primary: true })
  deviceHash: string;

  @InstantColumn()
  lastSeenAt: Date;
}
