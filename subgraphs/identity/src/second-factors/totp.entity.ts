import { IdColumn, InstantColumn, IntegerColumn, ReferenceColumn, TextColumn } from '@sangam/kit/database/columns';
import { SealedColumn } from '@sangam/kit/database/sealed-column';
import { Entity } from 'typeorm';

/** An authenticator app that is being set up. One a person: a later one takes its place. */
@Entity('totp_enrollment')
export class PendingTotp {
  /** The person's id. */
  @IdColumn()
  userId: string;

  /** Changes with each enrolment. */
  @ReferenceColumn()
  id: string;

  @SealedColumn()
  secret: string;

  @InstantColumn()
  expiresAt: Date;
}

/** An authenticator app that was confirmed by a code of it. */
@Entity('totp_method')
export class TotpMethod {
  @IdColumn()
  id: string;

  @ReferenceColumn()
  userId: string;

  @TextColumn({ length: 100, nullable: true })
  label: string | null;

  @SealedColumn()
  secret: string;

  /** Time step of the last code that was used; codes of it and of those before are worth nothing. */
  @IntegerColumn()
  lastUsedStep: number;

  @InstantColumn()
  createdAt: Date;

  @InstantColumn({ nullable: true })
  lastUsedAt: Date | null;
}
