import { FlagColumn, IdColumn, InstantColumn, IntegerColumn, ReferenceColumn, TextColumn } from '@sangam/kit/database/columns';
import { Entity } from 'typeorm';
import type { SignInMethod } from '../sessions/sign-in-method';

/** What a sign-in still needs. */
export type LoginStep = 'MFA' | 'MFA_ENROLLMENT';

/** A sign-in whose first proof was right and that needs another step. Its token is derived (`login-transaction.ts`); completing it deletes the row. */
@Entity('login_transaction')
export class LoginTransaction {
  @IdColumn()
  id: string;

  @ReferenceColumn()
  userId: string;

  @TextColumn({ length: 20 })
  step: LoginStep;

  /** How the first proof was given. */
  @TextColumn({ length: 20 })
  method: SignInMethod;

  @TextColumn({ length: 100, nullable: true })
  deviceLabel: string | null;

  /** Whether the session is to last longer. */
  @FlagColumn()
  remembered: boolean;

  /** Where the sign-in began and must be completed. */
  @TextColumn({ length: 64 })
  ip: string;

  /** Codes that were tried. */
  @IntegerColumn()
  attempts: number;

  @InstantColumn()
  expiresAt: Date;
}
