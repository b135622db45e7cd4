import { recordAudit } from '@sangam/kit/audit/record-audit';
import { publishViewerChange } from '@sangam/kit/authorization/viewer-changes';
import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import type { Transaction } from '@sangam/kit/database/transaction';
import { AppError, badInput, notFound } from '@sangam/kit/errors/app-error';
import { INVALID_STATE } from '@sangam/kit/errors/codes';
import { newId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { AccountActivityKind } from '../activity/account-activity-kind';
import { recordActivity } from '../activity/record-activity';
import { endSessions } from '../sessions/end-sessions';
import { User, UserStatus } from '../users/user.entity';
import { checkedReason } from './checked-reason';
import type { UpdateUserInput } from './update-user.inputs';
import { liftBan } from './user-status.jobs';
import { UserStatusChange } from './user-status-change.entity';

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

export interface StatusChange {
  readonly status: Exclude<UserStatus, UserStatus.ERASED>;
  readonly reason: string | null;
  readonly bannedUntil: Date | null;
}

/** What an update of the account wants of its status; null: nothing. @throws AppError BAD_USER_INPUT without a reason where there must be one. */
export function wantedStatus({ status, statusReason }: Pick<UpdateUserInput, 'status' | 'statusReason'>): StatusChange | null {
  if (!status) return null;
  if (status === UserStatus.ERASED) throw badInput({ path: 'input.status', reason: 'RANGE', detail: 'an erasure is scheduled' });
  return { status, reason: status === UserStatus.ACTIVE && !statusReason ? null : checkedReason(statusReason ?? '', 'input.statusReason'), bannedUntil: null };
}

function change(ctx: SubgraphContext, id: string, wanted: StatusChange): Promise<User> {
  return transaction(ctx, async (tx) => {
    const user = await tx.findOne(User, { id });
    if (!user) throw notFound();
    return setStatus(ctx, tx, { user, wanted });
  });
}

const ACTIONS = { ACTIVE: 'account.activate', DISABLED: 'account.deactivate', BANNED: 'account.ban' } as const satisfies Record<Exclude<UserStatus, UserStatus.ERASED>, string>;
const stateOf = ({ status, bannedUntil }: Pick<User, 'status' | 'bannedUntil'>) => ({ status, bannedUntil });

/** Parallel changes queue for the row: the last one counts, and each that changed something is on record. */
export async function setStatus(ctx: SubgraphContext, tx: Transaction, { user, wanted }: { readonly user: User; readonly wanted: StatusChange }): Promise<User> {
  const { id } = user;
  const { status, reason, bannedUntil } = wanted;
  if (user.status === UserStatus.ERASED) throw new AppError(INVALID_STATE);
  if (user.status === status && user.bannedUntil?.getTime() === bannedUntil?.getTime()) return user;
  if ((await tx.update(User, { id, status: user.status, bannedUntil: user.bannedUntil }, { status, bannedUntil, updatedAt: new Date(ctx.clock.now()) })) !== 1) throw new AppError(INVALID_STATE);
  if (status !== UserStatus.ACTIVE) refuseForAdministrators(await tx.findOne(User, { id }));
  await tx.insert(UserStatusChange, {
    id: newId(), userId: id, status, reason, actorId: ctx.viewer.actorId ?? ctx.viewer.userId, ip: ctx.viewer.ip, requestId: ctx.requestId, createdAt: new Date(ctx.clock.now()),
  });
  await recordActivity(ctx, tx, { userId: id, kind: AccountActivityKind.STATUS_CHANGED, detail: { status, ...(reason !== null && { reason }) } });
  await recordAudit(ctx, tx, { action: ACTIONS[status], resource: { type: 'User', id }, organizationId: null, before: stateOf(user), after: stateOf(wanted), ...(reason !== null && { detail: { reason } }) });
  if (status !== UserStatus.ACTIVE) await endSessions(ctx, tx, { userId: id, reason: 'DISABLED' });
  if (bannedUntil) await tx.enqueue(liftBan, { userId: id, until: bannedUntil.getTime() }, { runAt: bannedUntil.getTime() });
  publishViewerChange(tx, { userId: id });
  return Object.assign(user, { status, bannedUntil });
}

/** So that somebody who may administer is always left, oneself included; asked once the row is ours, as a role may be given meanwhile. */
function refuseForAdministrators(user: User | null): void {
  if (user && user.platformRoles.length > 0) throw new AppError(INVALID_STATE);
}
