import { recordAudit } from '@sangam/kit/audit/record-audit';
import { publishViewerChange } from '@sangam/kit/authorization/viewer-changes';
import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import type { Transaction } from '@sangam/kit/database/transaction';
import { AppError, badInput, notFound } from '@sangam/kit/errors/app-error';
import { INVALID_TOKEN } from '@sangam/kit/errors/codes';
import type { JobDefinition } from '@sangam/kit/jobs/define-job';
import { requestEmail } from '@sangam/kit/mail/request-email';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { AccountActivityKind } from '../activity/account-activity-kind';
import { recordActivity } from '../activity/record-activity';
import { PasswordCredential } from '../credentials/credential.entity';
import { forgetAttempts } from '../credentials/login-throttle';
import { hashPassword, passwordProblem } from '../credentials/password';
import { endSessions } from '../sessions/end-sessions';
import { identitySettings } from '../settings';
import { canonicalEmail } from '../users/canonical-email';
import { claimAccount } from '../users/claim-account';
import { publishEmailVerified } from '../users/publish-user-webhooks';
import { User, UserStatus } from '../users/user.entity';
import { takeEmail } from './email-allowance';
import { readEmailToken } from './email-token';
import { EmailToken, type EmailTokenPurpose } from './email-token.entity';
import { ProvenEmailAddress, type EmailReceipt, type ResetPasswordInput } from './email-token.inputs';
import { requestPasswordResetMail, requestVerificationMail } from './email-token.jobs';

/** Mails a token to choose a new password. */
export function requestPasswordReset(ctx: SubgraphContext, email: string): Promise<EmailReceipt> {
  return requestMail(ctx, email, requestPasswordResetMail);
}

/** Mails a new token that verifies the address. */
export function resendEmailVerification(ctx: SubgraphContext, email: string): Promise<EmailReceipt> {
  return requestMail(ctx, email, requestVerificationMail);
}

/** The same rows are written whether the address is known or not; the job finds out. Beyond the allowance nothing is sent, silently. */
async function requestMail(ctx: SubgraphContext, email: string, job: JobDefinition<{ readonly emailCanonical: string }>): Promise<EmailReceipt> {
  const emailCanonical = canonicalAddress(email);
  await transaction(ctx, async (tx) => {
    if (await takeEmail(ctx, tx, emailCanonical)) await tx.enqueue(job, { emailCanonical });
  });
  return { email };
}

/** Whether an address has an account. Reveals it by contract; a setting switches it off. */
export async function emailRegistered(ctx: SubgraphContext, email: string): Promise<boolean> {
  if (!ctx.settings.of(identitySettings).EMAIL_LOOKUP) throw notFound();
  return (await findOne(ctx, User, { emailCanonical: canonicalAddress(email) })) !== null;
}

/** The person's address counts as verified if it is still the one that the token was mailed to. */
export function verifyEmail(ctx: SubgraphContext, text: string): Promise<ProvenEmailAddress> {
  return transaction(ctx, async (tx) => proven(await verified(ctx, tx, await useEmailToken(ctx, tx, { purpose: 'EMAIL_VERIFICATION', text }))));
}

/** Replaces the password, ends every session and lifts the lock of failed sign-ins. Whoever holds the token owns the address, so it is verified too. */
export async function resetPassword(ctx: SubgraphContext, input: ResetPasswordInput): Promise<ProvenEmailAddress> {
  const { PASSWORD_MEMORY_KIB, REFRESH_KEY } = ctx.settings.of(identitySettings);
  const problem = passwordProblem(input.newPassword, 'input.newPassword');
  if (problem) throw badInput(problem);
  if (readEmailToken(REFRESH_KEY, 'PASSWORD_RESET', input.token) === null) throw new AppError(INVALID_TOKEN);
  const hash = await hashPassword(input.newPassword, PASSWORD_MEMORY_KIB);
  const changedAt = new Date(ctx.clock.now());
  return transaction(ctx, async (tx) => {
    const token = await useEmailToken(ctx, tx, { purpose: 'PASSWORD_RESET', text: input.token });
    const user = await claimed(ctx, tx, token);
    if (user.status !== UserStatus.ACTIVE) throw new AppError(INVALID_TOKEN);
    await tx.upsert(PasswordCredential, { userId: user.id, hash, changedAt }, { on: ['userId'], set: { hash, changedAt } });
    await endSessions(ctx, tx, { userId: user.id, reason: 'PASSWORD_RESET' });
    await tx.delete(EmailToken, { userId: user.id });
    await forgetAttempts(tx, user.emailCanonical);
    await recordActivity(ctx, tx, { userId: user.id, kind: AccountActivityKind.PASSWORD_RESET, actorId: null });
    await recordAudit(ctx, tx, { action: 'credential.reset-password', resource: { type: 'User', id: user.id }, organizationId: null, actorId: user.id });
    await requestEmail(ctx, tx, { key: `${token.id}:used`, to: user.email, userId: user.id, template: 'identity.password-changed', locale: user.locale });
    return proven(user);
  });
}

/** Takes a token; of several parallel uses one wins. @throws AppError INVALID_TOKEN: altered, expired, used, replaced or of another purpose. */
export async function useEmailToken(ctx: SubgraphContext, tx: Transaction, { purpose, text }: { readonly purpose: EmailTokenPurpose; readonly text: string }): Promise<EmailToken> {
  const id = readEmailToken(ctx.settings.of(identitySettings).REFRESH_KEY, purpose, text);
  const token = id === null ? null : await tx.findOne(EmailToken, { id, purpose });
  if (!token || (await tx.delete(EmailToken, { id: token.id, expiresAt: { moreThan: new Date(ctx.clock.now()) } })) !== 1) throw new AppError(INVALID_TOKEN);
  return token;
}

async function verified(ctx: SubgraphContext, tx: Transaction, { userId, emailCanonical }: EmailToken): Promise<User> {
  const user = await tx.findOne(User, { id: userId, emailCanonical });
  if (!user) throw new AppError(INVALID_TOKEN);
  if (!user.emailVerified) {
    await tx.update(User, { id: userId, emailCanonical }, { emailVerified: true, updatedAt: new Date(ctx.clock.now()) });
    await recordActivity(ctx, tx, { userId, kind: AccountActivityKind.EMAIL_VERIFIED, actorId: null });
    await publishEmailVerified(ctx, tx, userId);
    publishViewerChange(tx, { userId });
  }
  return user;
}

/** Whoever chooses a password by mail owns the address; what somebody else made of an account whose address nobody had proved must not outlive that. */
async function claimed(ctx: SubgraphContext, tx: Transaction, token: EmailToken): Promise<User> {
  const before = await tx.findOne(User, { id: token.userId, emailCanonical: token.emailCanonical });
  const user = await verified(ctx, tx, token);
  if (before && !before.emailVerified) await claimAccount(ctx, tx, user);
  return user;
}

const proven = ({ email }: User): ProvenEmailAddress => Object.assign(new ProvenEmailAddress(), { email, emailVerified: true });

/** @throws AppError BAD_USER_INPUT */
export function canonicalAddress(email: string, path = 'email'): string {
  const canonical = canonicalEmail(email);
  if (!canonical) throw badInput({ path, reason: 'FORMAT' });
  return canonical;
}
