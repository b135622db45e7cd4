import { sql } from '@sangam/kit/database/sql';
import type { Transaction } from '@sangam/kit/database/transaction';
import { AppError } from '@sangam/kit/errors/app-error';
import { INVALID_CREDENTIALS } from '@sangam/kit/errors/codes';
import { PasswordCredential } from './credential.entity';

/** A password that was right a moment ago. */
export interface HeldPassword {
  readonly userId: string;
  /** When it was chosen; absent where the proof was another one. */
  readonly passwordSince?: Date;
}

/**
 * Keeps a password as it is until the running transaction ends: a sign-in and a change of the password queue for one row, so that
 * the sign-in ends with the sessions of before or does not begin.
 * @throws AppError INVALID_CREDENTIALS where it was replaced meanwhile
 */
export async function holdPassword(tx: Transaction, { userId, passwordSince }: HeldPassword): Promise<void> {
  if (passwordSince === undefined) return;
  if ((await tx.update(PasswordCredential, { userId, changedAt: passwordSince }, { changedAt: sql('changed_at') })) !== 1) throw new AppError(INVALID_CREDENTIALS);
}
