import { isUniqueViolation } from '@sangam/kit/database/errors';
import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import type { Transaction } from '@sangam/kit/database/transaction';
import { AppError, badInput, notFound } from '@sangam/kit/errors/app-error';
import { CONFLICT, INVALID_CREDENTIALS, INVALID_STATE, UNAUTHENTICATED } from '@sangam/kit/errors/codes';
import { isId, newId } from '@sangam/kit/ids/new-id';
import { requestEmail } from '@sangam/kit/mail/request-email';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { AccountActivityKind } from '../activity/account-activity-kind';
import { recordActivity } from '../activity/record-activity';
import { PasswordCredential } from '../credentials/credential.entity';
import { clearAttempts, noteFailure, takeAttempt } from '../credentials/login-throttle';
import { verifyPassword } from '../credentials/password';
import { identitySettings } from '../settings';
import { User, UserStatus } from '../users/user.entity';
import { AccountErasure, AccountErasureState } from './account-erasure.entity';
import { eraseScheduledAccount } from './account-erasure.jobs';
import { eraseAccount } from './erase-account';
import { erasureSettings } from './erasure.settings';

const MAX_REASON = 500;

/** Erases the signed-in person's account at once; one that was scheduled becomes this one. */
export async function deleteMyAccount(ctx: SubgraphContext, password: string | null): Promise<AccountErasure> {
  const user = await findOne(ctx, User, { id: ctx.viewer.userId ?? '', status: { not: UserStatus.ERASED } });
  if (!user) throw new AppError(UNAUTHENTICATED);
  if (password !== null) await checkPassword(ctx, user, password);
  return transaction(ctx, async (tx) => {
    const scheduled = await tx.findOne(AccountErasure, { scheduledUserId: user.id });
    const erasure = scheduled ?? newErasure(ctx, { userId: user.id, requestedById: null, reason: null, scheduledFor: new Date(ctx.clock.now()) });
    if (scheduled) await tx.cancel(eraseScheduledAccount, scheduled.id);
    else await tx.insert(AccountErasure, erasure);
    await eraseAccount(ctx, tx, { user, erasureId: erasure.id });
    return required(await tx.findOne(AccountErasure, { id: erasure.id }));
  });
}

async function checkPassword(ctx: SubgraphContext, user: User, password: string): Promise<void> {
  await takeAttempt(ctx, user.emailCanonical);
  const credential = await findOne(ctx, PasswordCredential, { userId: user.id });
  if (await verifyPassword(credential?.hash ?? null, password, ctx.settings.of(identitySettings).PASSWORD_MEMORY_KIB)) return clearAttempts(ctx, user.emailCanonical);
  await noteFailure(ctx, user.emailCanonical);
  throw new AppError(INVALID_CREDENTIALS);
}

/** Has a person's account erased when the time of grace is over. People with a platform role give it back first. */
export async function scheduleAccountErasure(ctx: SubgraphContext, userId: string, reason: string): Promise<AccountErasure> {
  const why = checkedReason(reason);
  const scheduledFor = new Date(ctx.clock.now() + ctx.settings.of(erasureSettings).ERASURE_GRACE);
  const erasure = newErasure(ctx, { userId, requestedById: ctx.viewer.userId, reason: why, scheduledFor });
  try {
    await transaction(ctx, async (tx) => {
      const user = isId(userId) ? await tx.findOne(User, { id: userId, status: { not: UserStatus.ERASED } }) : null;
      if (!user) throw notFound();
      if (user.platformRoles.length > 0) throw new AppError(INVALID_STATE);
      await tx.insert(AccountErasure, { ...erasure, scheduledUserId: userId });
      await tx.enqueue(eraseScheduledAccount, { erasureId: erasure.id }, { runAt: scheduledFor.getTime(), dedupeKey: erasure.id });
      await recordActivity(ctx, tx, { userId, kind: AccountActivityKind.ERASURE_SCHEDULED, detail: { scheduledFor: scheduledFor.toISOString() } });
      await tell(ctx, tx, { user, erasure, template: 'identity.erasure-scheduled' });
    });
  } catch (error) {
    throw isUniqueViolation(error) ? new AppError(CONFLICT) : error;
  }
  return required(await findOne(ctx, AccountErasure, { id: erasure.id }));
}

/** Takes back what is scheduled: the person, or an administrator. Against the job that erases the row decides. */
export async function cancelAccountErasure(ctx: SubgraphContext, id: string): Promise<AccountErasure> {
  return transaction(ctx, async (tx) => {
    const erasure = await tx.findOne(AccountErasure, { id });
    if (!erasure || !mayCancel(ctx, erasure)) throw notFound();
    const cancelled = await tx.update(AccountErasure, { id, state: AccountErasureState.SCHEDULED }, { state: AccountErasureState.CANCELLED, scheduledUserId: null });
    if (cancelled !== 1) throw new AppError(INVALID_STATE);
    await tx.cancel(eraseScheduledAccount, id);
    await recordActivity(ctx, tx, { userId: erasure.userId, kind: AccountActivityKind.ERASURE_CANCELLED });
    await tell(ctx, tx, { user: required(await tx.findOne(User, { id: erasure.userId })), erasure, template: 'identity.erasure-cancelled' });
    return required(await tx.findOne(AccountErasure, { id }));
  });
}

function mayCancel({ viewer }: SubgraphContext, { userId }: AccountErasure): boolean {
  return viewer.userId === userId || viewer.platformRoles.includes('ADMIN');
}

interface News {
  readonly user: User;
  readonly erasure: AccountErasure;
  readonly template: string;
}

function tell(ctx: SubgraphContext, tx: Transaction, { user, erasure, template }: News): Promise<void> {
  const date = new Intl.DateTimeFormat('en-CA', { timeZone: user.timeZone, dateStyle: 'short' }).format(erasure.scheduledFor);
  return requestEmail(ctx, tx, { key: `${template}:${erasure.id}`, to: user.email, userId: user.id, template, locale: user.locale, variables: { date } });
}

function newErasure(ctx: SubgraphContext, about: Pick<AccountErasure, 'userId' | 'requestedById' | 'reason' | 'scheduledFor'>): AccountErasure {
  return Object.assign(new AccountErasure(), about, {
    id: newId(), scheduledUserId: null, state: AccountErasureState.SCHEDULED, createdAt: new Date(ctx.clock.now()), erasedAt: null, remaining: 0, completedAt: null,
  });
}

function checkedReason(reason: string): string {
  const trimmed = reason.trim();
  if (trimmed === '') throw badInput({ path: 'reason', reason: 'MISSING' });
  if (trimmed.length > MAX_REASON) throw badInput({ path: 'reason', reason: 'RANGE', detail: `at most ${MAX_REASON} characters` });
  return trimmed;
}

function required<T>(found: T | null): T {
  if (!found) throw notFound();
  return found;
}
