import { IdColumn, InstantColumn, IntegerColumn, ReferenceColumn, TextColumn } from '@sangam/kit/database/columns';
import { Entity } from 'typeorm';

/** What the owner of an address may do with a token that was mailed to it. */
export type EmailTokenPurpose = 'PASSWORD_RESET' | 'EMAIL_VERIFICATION' | 'EMAIL_CHANGE';

/** A mailed token that still works. Its text is derived (`email-token.ts`), not stored; using it deletes the row. */
@Entity('email_token')
export class EmailToken {
  @IdColumn()
  id: string;

  @ReferenceColumn()
  userId: string;

  @TextColumn({ length: 30 })
  purpose: EmailTokenPurpose;

  /** The address it was mailed to, the person's own but for an `EMAIL_CHANGE`; worth nothing once the person has another one. */
  @TextColumn({ length: 255 })
  emailCanonical: string;

  /** For an `EMAIL_CHANGE` the address as the person wrote it. */
  @TextColumn({ length: 255, nullable: true })
  newEmail: string | null;

  @InstantColumn()
  expiresAt: Date;
}

/** Mails that anybody may cause, by address, known or not: nobody's mailbox is flooded. */
@Entity('email_allowance')
export class EmailAllowance {
  /** SHA-256 of the canonical address. */
  @TextColumn({ length: 64, primary: true })
  addressHash: string;

  @IntegerColumn()
  sent: number;

  /** When the count starts anew. */
  @InstantColumn()
  resetsAt: Date;
}
