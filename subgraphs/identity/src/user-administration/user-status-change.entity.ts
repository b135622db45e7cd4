import { IdColumn, InstantColumn, ReferenceColumn, TextColumn } from '@sangam/kit/database/columns';
import { Entity } from 'typeorm';
import type { UserStatus } from '../users/user.entity';

/** Who let whom sign in or not, when, from where and why. Rows are only ever added. */
@Entity('user_status_change')
export class UserStatusChange {
  @IdColumn()
  id: string;

  @ReferenceColumn()
  userId: string;

  /** From now on. */
  @TextColumn({ length: 20 })
  status: UserStatus;

  @TextColumn({ length: 500, nullable: true })
  reason: string | null;

  /** Null: the product itself, when a ban ran out. */
  @ReferenceColumn({ nullable: true })
  actorId: string | null;

  @TextColumn({ length: 64 })
  ip: string;

  @TextColumn({ length: 128 })
  requestId: string;

  @InstantColumn()
  createdAt: Date;
}
