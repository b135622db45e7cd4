import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { AppError } from '@sangam/kit/errors/app-error';
import { INVALID_CREDENTIALS } from '@sangam/kit/errors/codes';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { identitySettings } from '../settings';
import { User } from '../users/user.entity';
import { PasswordCredential } from './credential.entity';
import { clearAttempts, noteFailure, takeAttempt } from './login-throttle';
import { hashPassword, isImportedHash, verifyPassword } from './password';

/** A password that was right. */
export interface ProvenPassword {
  readonly user: User;
  /** What is kept of it now. */
  readonly hash: string;
  /** When it was chosen. */
  readonly since: Date;
}

/**
 * Whose address and password these are; each try is counted for the address. Unknown address, wrong password and account
 * without password are told apart by nobody.
 * @throws AppError INVALID_CREDENTIALS, RATE_LIMITED
 */
export async function provePassword(ctx: SubgraphContext, emailCanonical: string, password: string): Promise<ProvenPassword> {
  const memory = ctx.settings.of(identitySettings).PASSWORD_MEMORY_KIB;
  await takeAttempt(ctx, emailCanonical);
  const user = await findOne(ctx, User, { emailCanonical });
  const credential = user ? await findOne(ctx, PasswordCredential, { userId: user.id }) : null;
  const right = await verifyPassword(credential?.hash ?? null, password, memory);
  if (!right || !user || !credential) {
    await noteFailure(ctx, emailCanonical);
    throw new AppError(INVALID_CREDENTIALS);
  }
  await clearAttempts(ctx, emailCanonical);
  if (!isImportedHash(credential.hash)) return { user, hash: credential.hash, since: credential.changedAt };
  const hash = await hashPassword(password, memory);
  return { user, hash: (await replaceHash(ctx, credential, hash)) === 1 ? hash : credential.hash, since: credential.changedAt };
}

/** Unless the password was changed meanwhile. */
async function replaceHash(ctx: SubgraphContext, { userId, hash }: PasswordCredential, anew: string): Promise<number> {
  return transaction(ctx, (tx) => tx.update(PasswordCredential, { userId, hash }, { hash: anew }));
}
