import { InstantColumn, IntegerColumn, ReferenceColumn, TextColumn } from '@sangam/kit/database/columns';
import { Entity } from 'typeorm';

/** The code that an address, known or not, may sign in with. Its digits are derived (`email-code.ts`), not stored; using it deletes the row. */
@Entity('email_code')
export class EmailCode {
  /** SHA-256 of the canonical address: a newer code takes the place of the older one. */
  @TextColumn({ length: 64, primary: true })
  addressHash: string;

  /** What the digits are derived from. */
  @ReferenceColumn()
  codeId: string;

  /** Counted before a try is checked. */
  @IntegerColumn()
  tries: number;

  @InstantColumn()
  requestedAt: Date;

  @InstantColumn()
  expiresAt: Date;
}

/** Tries of an address, whatever code they are meant for: asking for new codes gives no more of them. */
@Entity('email_code_tries')
export class EmailCodeTries {
  /** SHA-256 of the canonical address. */
  @TextColumn({ length: 64, primary: true })
  addressHash: string;

  @IntegerColumn()
  tries: number;

  /** When the count starts anew. */
  @InstantColumn()
  resetsAt: Date;
}
