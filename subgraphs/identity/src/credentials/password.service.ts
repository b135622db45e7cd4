import { recordAudit } from '@sangam/kit/audit/record-audit';
import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { AppError, badInput, notFound } from '@sangam/kit/errors/app-error';
import { INVALID_CREDENTIALS } from '@sangam/kit/errors/codes';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { AccountActivityKind } from '../activity/account-activity-kind';
import { recordActivity } from '../activity/record-activity';
import { endSessions } from '../sessions/end-sessions';
import { identitySettings } from '../settings';
import { User, userById } from '../users/user.entity';
import { PasswordCredential } from './credential.entity';
import type { ChangePasswordInput } from './credential.inputs';
import { hashPassword, passwordProblem, verifyPassword } from './password';

/** Replaces the password of the signed-in person and ends every other session. */
export async function changePassword(ctx: SubgraphContext, input: ChangePasswordInput): Promise<User> {
  const userId = ctx.viewer.userId ?? '';
  const memory = ctx.settings.of(identitySettings).PASSWORD_MEMORY_KIB;
  const problem = passwordProblem(input.newPassword, 'input.newPassword');
  if (problem) throw badInput(problem);
  const credential = await findOne(ctx, PasswordCredential, { userId });
  if (!(await verifyPassword(credential?.hash ?? null, input.currentPassword, memory)) || !credential) throw new AppError(INVALID_CREDENTIALS);
  if (input.newPassword === input.currentPassword) throw badInput({ path: 'input.newPassword', reason: 'RANGE', detail: 'must differ from the present one' });
  const hash = await hashPassword(input.newPassword, memory);
  await transaction(ctx, async (tx) => {
    const changed = await tx.update(PasswordCredential, { userId, hash: credential.hash }, { hash, changedAt: new Date(ctx.clock.now()) });
    if (changed !== 1) throw new AppError(INVALID_CREDENTIALS);
    await endSessions(ctx, tx, { userId, except: ctx.viewer.sessionId, reason: 'PASSWORD_CHANGED' });
    await recordActivity(ctx, tx, { userId, kind: AccountActivityKind.PASSWORD_CHANGED });
    await recordAudit(ctx, tx, { action: 'credential.change-password', resource: { type: 'User', id: userId }, organizationId: null });
  });
  const user = await ctx.loaders.load(userById, userId);
  if (!user) throw notFound();
  return user;
}
