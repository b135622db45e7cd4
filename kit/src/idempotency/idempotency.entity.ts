import { Entity } from 'typeorm';
import { InstantColumn, ReferenceColumn, TextColumn } from '../database/columns';

/** What a keyed request led to, written in the transaction of its effect. */
@Entity()
export class Idempotency {
  /** The signed-in person, or `-` where nobody is. */
  @TextColumn({ length: 36, primary: true })
  viewerId: string;

  /** Root field of the operation. */
  @TextColumn({ length: 100, primary: true })
  field: string;

  /** The client's `Idempotency-Key`. */
  @TextColumn({ length: 255, primary: true })
  clientKey: string;

  /** SHA-256 of the input, base64url. */
  @TextColumn({ length: 43 })
  inputHash: string;

  /** Id of the entity that the request made or changed; null where it was refused. */
  @ReferenceColumn({ nullable: true })
  entityId: string | null;

  /** Code of the refusal. */
  @TextColumn({ length: 60, nullable: true })
  errorCode: string | null;

  @InstantColumn()
  createdAt: Date;
}
