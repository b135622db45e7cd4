import { publishViewerChange } from '@sangam/kit/authorization/viewer-changes';
import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { AppError, badInput, notFound } from '@sangam/kit/errors/app-error';
import { INVALID_STATE } from '@sangam/kit/errors/codes';
import { newId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { AccountActivityKind } from '../activity/account-activity-kind';
import { recordActivity } from '../activity/record-activity';
import { endSessions } from '../sessions/end-sessions';
import { User, UserStatus } from '../users/user.entity';
import { liftBan } from './user-status.jobs';
import { UserStatusChange } from './user-status-change.entity';

const MAX_REASON = 500;

/** Somebody's account, for an administrator. */
export async function userForAdministrator(ctx: SubgraphContext, id: string): Promise<User> {
  const user = await findOne(ctx, User, { id });
  if (!user) throw notFound();
  return user;
}

/** Lets a person sign in again, whatever kept them out. Nothing happens to somebody who may. */
export function activateUser(ctx: SubgraphContext, id: string): Promise<User> {
  return change(ctx, id, { status: UserStatus.ACTIVE, reason: null, bannedUntil: null });
}

/** Switches an account off and ends its sessions. */
export function deactivateUser(ctx: SubgraphContext, id: string, reason: string): Promise<User> {
  return change(ctx, id, { status: UserStatus.DISABLED, reason: checkedReason(reason), bannedUntil: null });
}

/** Keeps a person out for what they did, for good or until an instant, and ends their sessions. */
export function banUser(ctx: SubgraphContext, id: string, { reason, until }: { readonly reason: string; readonly until: Date | null }): Promise<User> {
  if (until && until.getTime() <= ctx.clock.now()) throw badInput({ path: 'until', reason: 'RANGE', detail: 'must lie ahead' });
  return change(ctx, id, { status: UserStatus.BANNED, reason: checkedReason(reason), bannedUntil: until });
}

interface StatusChange {
  readonly status: UserStatus;
  readonly reason: string | null;
  readonly bannedUntil: Date | null;
}

/** Parallel changes queue for the row: the last one counts, and each that changed something is on record. */
async function change(ctx: SubgraphContext, id: string, wanted: StatusChange): Promise<User> {
  return transaction(ctx, async (tx) => {
    const user = await tx.findOne(User, { id });
    if (!user) throw notFound();
    if (user.status === UserStatus.ERASED) throw new AppError(INVALID_STATE);
    if (wanted.status !== UserStatus.ACTIVE) refuseForAdministrators(user);
    if (user.status === wanted.status && user.bannedUntil?.getTime() === wanted.bannedUntil?.getTime()) return user;
    const changed = await tx.update(User, { id, status: user.status, bannedUntil: user.bannedUntil }, { status: wanted.status, bannedUntil: wanted.bannedUntil });
    if (changed !== 1) throw new AppError(INVALID_STATE);
    await tx.insert(UserStatusChange, {
      id: newId(), userId: id, status: wanted.status, reason: wanted.reason, actorId: ctx.viewer.actorId ?? ctx.viewer.userId, ip: ctx.viewer.ip,
      requestId: ctx.requestId, createdAt: new Date(ctx.clock.now()),
    });
    await recordActivity(ctx, tx, { userId: id, kind: AccountActivityKind.STATUS_CHANGED, detail: { status: wanted.status, ...(wanted.reason !== null && { reason: wanted.reason }) } });
    if (wanted.status !== UserStatus.ACTIVE) await endSessions(ctx, tx, { userId: id, reason: 'DISABLED' });
    if (wanted.bannedUntil) await tx.enqueue(liftBan, { userId: id, until: wanted.bannedUntil.getTime() }, { runAt: wanted.bannedUntil.getTime() });
    publishViewerChange(tx, { userId: id });
    return Object.assign(user, { status: wanted.status, bannedUntil: wanted.bannedUntil });
  });
}

/** So that somebody who may administer is always left, oneself included. */
function refuseForAdministrators({ platformRoles }: User): void {
  if (platformRoles.length > 0) throw new AppError(INVALID_STATE);
}

function checkedReason(reason: string): string {
  const trimmed = reason.trim();
  if (trimmed === '') throw badInput({ path: 'reason', reason: 'MISSING' });
  if (trimmed.length > MAX_REASON) throw badInput({ path: 'reason', reason: 'RANGE', detail: `at most ${MAX_REASON} characters` });
  return trimmed;
}
