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

/** Attempts at one secret since the last that worked, so that guessing is slow and tells nothing: the password of an address, known or not, or somebody's second factor. */
@Entity('login_throttle')
export class LoginThrottle {
  /** SHA-256 of the canonical address, or of what else is guessed at. */
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
