import { recordAudit } from '@sangam/kit/audit/record-audit';
import { transaction } from '@sangam/kit/database/run-transaction';
import { defineJob } from '@sangam/kit/jobs/define-job';
import { newId } from '@sangam/kit/ids/new-id';
import { AccountActivityKind } from '../activity/account-activity-kind';
import { recordActivity } from '../activity/record-activity';
import { User, UserStatus } from '../users/user.entity';
import { UserStatusChange } from './user-status-change.entity';

const BAN_RAN_OUT = 'The ban has run out.';

/** Ends a ban that has run out, unless it was lifted, made longer or shorter meanwhile. */
export const liftBan = defineJob<{ readonly userId: string; /** Epoch milliseconds. */ readonly until: number }>({
  name: 'identity.lift-ban',
  description: 'Lets a person sign in again when the ban has run out.',
  run: (ctx, { userId, until }) => transaction(ctx, async (tx) => {
    const lifted = await tx.update(User, { id: userId, status: UserStatus.BANNED, bannedUntil: new Date(until) }, { status: UserStatus.ACTIVE, bannedUntil: null, updatedAt: new Date(ctx.clock.now()) });
    if (lifted !== 1) return;
    await tx.insert(UserStatusChange, {
      id: newId(), userId, status: UserStatus.ACTIVE, reason: BAN_RAN_OUT, actorId: null, ip: '', requestId: ctx.requestId, createdAt: new Date(ctx.clock.now()),
    });
    const resource = { type: 'User', id: userId };
    await recordAudit(ctx, tx, { action: 'account.activate', resource, organizationId: null, before: { status: UserStatus.BANNED, bannedUntil: new Date(until) }, after: { status: UserStatus.ACTIVE, bannedUntil: null }, detail: { reason: BAN_RAN_OUT } });
    await recordActivity(ctx, tx, { userId, kind: AccountActivityKind.STATUS_CHANGED, actorId: null, detail: { status: UserStatus.ACTIVE, reason: BAN_RAN_OUT } });
  }),
});
