import { IdColumn, InstantColumn, IntegerColumn, TextColumn } from '@sangam/kit/database/columns';
import { Entity } from 'typeorm';

/** How a person proves who they are by password. Absent for people who sign in by other means only. */
@Entity('password_credential')
export class PasswordCredential {
  /** The person's id. */
  @IdColumn()
  userId: string;

  /** PHC string: algorithm, parameters, salt and hash. */
  @TextColumn({ length: 255 })
  hash: string;

  @InstantColumn()
  changedAt: Date;
}

/** Sign-ins of one address, known or not, since the last that worked, so that guessing is slow and tells nothing. */
@Entity('login_throttle')
export class LoginThrottle {
  /** SHA-256 of the canonical address. */
  @TextColumn({ length: 64, primary: true })
  addressHash: string;

  /** Begun; those that are neither failed nor cleared are being checked. */
  @IntegerColumn()
  attempts: number;

  @IntegerColumn()
  failures: number;

  /** When the count starts anew. */
  @InstantColumn()
  resetsAt: Date;
}
