import { recordAudit } from '@sangam/kit/audit/record-audit';
import { transaction } from '@sangam/kit/database/run-transaction';
import { AppError, badInput, notFound } from '@sangam/kit/errors/app-error';
import { INVALID_CREDENTIALS } from '@sangam/kit/errors/codes';
import { newId } from '@sangam/kit/ids/new-id';
import { requestEmail } from '@sangam/kit/mail/request-email';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { AccountActivityKind } from '../activity/account-activity-kind';
import { recordActivity } from '../activity/record-activity';
import { EmailToken } from '../email-tokens/email-token.entity';
import { endSessions } from '../sessions/end-sessions';
import { identitySettings } from '../settings';
import { User, userById } from '../users/user.entity';
import { PasswordCredential } from './credential.entity';
import type { ChangePasswordInput } from './credential.inputs';
import { hashPassword, passwordProblem } from './password';
import { provePassword } from './prove-password';

/** Replaces the password of the signed-in person, ends every other session and tells them by mail. Wrong present passwords count as failed sign-ins. */
export async function changePassword(ctx: SubgraphContext, input: ChangePasswordInput): Promise<User> {
  const problem = passwordProblem(input.newPassword, 'input.newPassword');
  if (problem) throw badInput(problem);
  const { emailCanonical } = await ownAccount(ctx);
  const { user, passwordHash } = await provePassword(ctx, emailCanonical, input.currentPassword);
  if (input.newPassword === input.currentPassword) throw badInput({ path: 'input.newPassword', reason: 'RANGE', detail: 'must differ from the present one' });
  const hash = await hashPassword(input.newPassword, ctx.settings.of(identitySettings).PASSWORD_MEMORY_KIB);
  await transaction(ctx, async (tx) => {
    const changed = await tx.update(PasswordCredential, { userId: user.id, hash: passwordHash }, { hash, changedAt: new Date(ctx.clock.now()) });
    if (changed !== 1) throw new AppError(INVALID_CREDENTIALS);
    await endSessions(ctx, tx, { userId: user.id, except: ctx.viewer.sessionId, reason: 'PASSWORD_CHANGED' });
    await tx.delete(EmailToken, { userId: user.id, purpose: 'PASSWORD_RESET' });
    await recordActivity(ctx, tx, { userId: user.id, kind: AccountActivityKind.PASSWORD_CHANGED });
    await recordAudit(ctx, tx, { action: 'credential.change-password', resource: { type: 'User', id: user.id }, organizationId: null });
    await requestEmail(ctx, tx, { key: newId(), to: user.email, userId: user.id, template: 'identity.password-changed', locale: user.locale });
  });
  return user;
}

async function ownAccount(ctx: SubgraphContext): Promise<User> {
  const user = await ctx.loaders.load(userById, ctx.viewer.userId ?? '');
  if (!user) throw notFound();
  return user;
}
