import { recordAudit } from '@sangam/kit/audit/record-audit';
import { publishViewerChange } from '@sangam/kit/authorization/viewer-changes';
import { isUniqueViolation } from '@sangam/kit/database/errors';
import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import type { Transaction } from '@sangam/kit/database/transaction';
import { AppError, notFound } from '@sangam/kit/errors/app-error';
import { CONFLICT, INVALID_TOKEN } from '@sangam/kit/errors/codes';
import { newId } from '@sangam/kit/ids/new-id';
import { requestEmail } from '@sangam/kit/mail/request-email';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { AccountActivityKind } from '../activity/account-activity-kind';
import { recordActivity } from '../activity/record-activity';
import { takeEmail } from '../email-tokens/email-allowance';
import { EmailToken } from '../email-tokens/email-token.entity';
import { ProvenEmailAddress, type EmailReceipt } from '../email-tokens/email-token.inputs';
import { canonicalAddress, useEmailToken } from '../email-tokens/email-token.service';
import { User, UserStatus } from '../users/user.entity';
import { requestEmailChangeMail } from './email-change.jobs';

/** Asks the new address whether it may be the signed-in person's, and tells the present one. The same whether it is taken. */
export async function requestEmailChange(ctx: SubgraphContext, newEmail: string): Promise<EmailReceipt> {
  const emailCanonical = canonicalAddress(newEmail, 'newEmail');
  const user = await findOne(ctx, User, { id: ctx.viewer.userId ?? '' });
  if (!user) throw notFound();
  await transaction(ctx, async (tx) => {
    if (!(await takeEmail(ctx, tx, emailCanonical))) return;
    await tx.enqueue(requestEmailChangeMail, { userId: user.id, address: newEmail, emailCanonical });
    await requestEmail(ctx, tx, { key: newId(), to: user.email, userId: user.id, template: 'identity.email-change-asked', locale: user.locale });
  });
  return { email: newEmail };
}

/**
 * The address that the token was mailed to becomes the person's, verified. Whose it is if two want it, the unique key
 * decides; whoever holds the token owns the address and may know.
 * @throws AppError INVALID_TOKEN, CONFLICT
 */
export async function confirmEmailChange(ctx: SubgraphContext, token: string): Promise<ProvenEmailAddress> {
  try {
    return await transaction(ctx, async (tx) => changed(ctx, tx, await useEmailToken(ctx, tx, { purpose: 'EMAIL_CHANGE', text: token })));
  } catch (error) {
    throw isUniqueViolation(error) ? new AppError(CONFLICT) : error;
  }
}

async function changed(ctx: SubgraphContext, tx: Transaction, { userId, emailCanonical, newEmail }: EmailToken): Promise<ProvenEmailAddress> {
  const before = await tx.findOne(User, { id: userId, status: UserStatus.ACTIVE });
  if (!before || newEmail === null) throw new AppError(INVALID_TOKEN);
  const replaced = await tx.update(User, { id: userId, emailCanonical: before.emailCanonical }, { email: newEmail, emailCanonical, emailVerified: true, updatedAt: new Date(ctx.clock.now()) });
  if (replaced !== 1) throw new AppError(INVALID_TOKEN);
  await tx.delete(EmailToken, { userId });
  await recordActivity(ctx, tx, { userId, kind: AccountActivityKind.EMAIL_CHANGED, actorId: null });
  await requestEmail(ctx, tx, { key: newId(), to: before.email, userId, template: 'identity.email-changed', locale: before.locale });
  await recordAudit(ctx, tx, { action: 'credential.change-email', resource: { type: 'User', id: userId }, organizationId: null, actorId: userId, fields: ['email'] });
  publishViewerChange(tx, { userId });
  return Object.assign(new ProvenEmailAddress(), { email: newEmail, emailVerified: true });
}
