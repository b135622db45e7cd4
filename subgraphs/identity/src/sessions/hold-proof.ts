import type { Transaction } from '@sangam/kit/database/transaction';
import { AppError } from '@sangam/kit/errors/app-error';
import { ACCOUNT_DISABLED, INVALID_CREDENTIALS } from '@sangam/kit/errors/codes';
import { PasswordCredential } from '../credentials/credential.entity';
import { User, UserStatus } from '../users/user.entity';

interface Proof {
  /** As it was when the proof was checked. */
  readonly user: User;
  /** The stored hash by which a password was right. */
  readonly passwordHash?: string;
  /** When a session opens with it; absent: the sign-in goes on to its next step. */
  readonly signedInAt?: Date;
}

/**
 * Lets a sign-in go on only while what it was proven by still counts. Writing the rows makes whoever takes it back (a new password,
 * a claimed account, another address, a ban) wait for this transaction and find what it opened, or come first and be seen here.
 * @throws AppError INVALID_CREDENTIALS, ACCOUNT_DISABLED
 */
export async function holdProof(tx: Transaction, { user: { id, emailCanonical, lastSignedInAt }, passwordHash, signedInAt }: Proof): Promise<void> {
  if (passwordHash !== undefined && (await tx.update(PasswordCredential, { userId: id, hash: passwordHash }, { hash: passwordHash })) !== 1) throw new AppError(INVALID_CREDENTIALS);
  const held = await tx.update(User, { id, emailCanonical, status: UserStatus.ACTIVE }, { lastSignedInAt: signedInAt ?? lastSignedInAt });
  if (held === 1) return;
  const present = await tx.findOne(User, { id });
  throw new AppError(present && present.status !== UserStatus.ACTIVE ? ACCOUNT_DISABLED : INVALID_CREDENTIALS);
}
