import { transaction } from '@sangam/kit/database/run-transaction';
import { defineJob } from '@sangam/kit/jobs/define-job';
import { User, UserStatus } from '../users/user.entity';
import { AccountErasure, AccountErasureState } from './account-erasure.entity';
import { eraseAccount } from './erase-account';

/** Erases an account when its time has come, unless that was cancelled or the person was quicker. */
export const eraseScheduledAccount = defineJob<{ readonly erasureId: string }>({
  name: 'identity.erase-scheduled-account', covers: ['event-060'],
  description: 'Erases an account whose time of grace is over. Somebody who was given a platform role meanwhile is kept.',
  run: (ctx, { erasureId }) => transaction(ctx, async (tx) => {
    if ((await tx.update(AccountErasure, { id: erasureId, state: AccountErasureState.SCHEDULED }, { state: AccountErasureState.ERASING })) !== 1) return;
    const erasure = await tx.findOne(AccountErasure, { id: erasureId });
    const user = await tx.findOne(User, { id: erasure?.userId ?? '', status: { not: UserStatus.ERASED } });
    if (user && user.platformRoles.length === 0) return eraseAccount(ctx, tx, { user, erasureId });
    await tx.update(AccountErasure, { id: erasureId }, { state: AccountErasureState.CANCELLED, scheduledUserId: null });
  }),
});
