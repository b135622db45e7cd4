import { findOne } from '@sangam/kit/database/read';
import type { Transaction } from '@sangam/kit/database/transaction';
import { AppError, notFound } from '@sangam/kit/errors/app-error';
import { INVALID_STATE } from '@sangam/kit/errors/codes';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { User } from '../users/user.entity';
import { removeBackupCodes, replaceBackupCodes, textsOf, unusedBackupCodes } from './backup-code.service';
import { MfaMethodKind } from './mfa-method.types';
import { countMethods, deleteMethod, mfaMethodsOf } from './mfa-methods';
import { needsSecondFactor } from './mfa-policy';
import type { RemoveMfaMethodInput } from './mfa.inputs';
import { sendMfaChangedMail } from './mfa.jobs';
import { withSecondFactor } from './second-factor';

/** Takes a second factor away from the signed-in person; with the last one the backup codes go. */
export async function removeMfaMethod(ctx: SubgraphContext, { id, proof }: RemoveMfaMethodInput): Promise<string> {
  const userId = ctx.viewer.userId ?? '';
  const methods = await mfaMethodsOf(ctx, userId);
  if (!methods.some((method) => method.id === id)) throw notFound();
  if (methods.length === 1) await refuseWhereNeeded(ctx, userId);
  return withSecondFactor(ctx, { userId, proof }, async (tx) => {
    if (!(await deleteMethod(tx, userId, id))) throw notFound();
    if ((await countMethods(tx, userId)) === 0) await removeBackupCodes(tx, userId);
    await tx.enqueue(sendMfaChangedMail, { userId, change: 'REMOVED' });
    return id;
  });
}

async function refuseWhereNeeded(ctx: SubgraphContext, userId: string): Promise<void> {
  const user = await findOne(ctx, User, { id: userId });
  if (user && needsSecondFactor(ctx, user)) throw new AppError(INVALID_STATE);
}

/** Ten new backup codes for the signed-in person, who shows the authenticator app to be at hand. */
export function regenerateBackupCodes(ctx: SubgraphContext, code: string): Promise<string[]> {
  const userId = ctx.viewer.userId ?? '';
  return withApp(ctx, code, async (tx) => {
    await tx.enqueue(sendMfaChangedMail, { userId, change: 'BACKUP_CODES_REPLACED' });
    return replaceBackupCodes(ctx, tx, userId);
  });
}

/** The backup codes that the signed-in person has not used yet. */
export async function revealBackupCodes(ctx: SubgraphContext, code: string): Promise<string[]> {
  await withApp(ctx, code, () => Promise.resolve());
  return textsOf(ctx, await unusedBackupCodes(ctx, ctx.viewer.userId ?? ''));
}

function withApp<R>(ctx: SubgraphContext, code: string, then: (tx: Transaction) => Promise<R>): Promise<R> {
  return withSecondFactor(ctx, { userId: ctx.viewer.userId ?? '', proof: { method: MfaMethodKind.TOTP, code } }, then);
}
