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

export interface ProvenPassword {
  readonly user: User;
  /** What is stored of the password that was right. */
  readonly passwordHash: string;
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
  return { user, passwordHash: isImportedHash(credential.hash) ? await replaceHash(ctx, credential, password) : credential.hash };
}

/** Unless a parallel sign-in did so, or the password was changed meanwhile. @throws AppError INVALID_CREDENTIALS */
async function replaceHash(ctx: SubgraphContext, { userId, hash }: PasswordCredential, password: string): Promise<string> {
  const memory = ctx.settings.of(identitySettings).PASSWORD_MEMORY_KIB;
  const anew = await hashPassword(password, memory);
  const present = await transaction(ctx, async (tx) => ((await tx.update(PasswordCredential, { userId, hash }, { hash: anew })) === 1 ? null : tx.findOne(PasswordCredential, { userId })));
  if (!present) return anew;
  if (!(await verifyPassword(present.hash, password, memory))) throw new AppError(INVALID_CREDENTIALS);
  return present.hash;
}
