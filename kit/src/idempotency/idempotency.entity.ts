import { Entity } from 'typeorm';
import { InstantColumn, JsonColumn, ReferenceColumn, TextColumn } from '../database/columns';
import type { AppErrorDetails } from '../errors/app-error';

/** A refusal that a repeat meets again. */
export interface StoredRefusal {
  readonly code: string;
  readonly details: AppErrorDetails;
}

/** What a keyed request led to, written in the transaction of its effect. */
@Entity()
export class Idempotency {
  /** The signed-in person; where nobody is, a hash of the scope. */
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

  @JsonColumn({ nullable: true })
  refusal: StoredRefusal | null;

  @InstantColumn()
  createdAt: Date;
}
