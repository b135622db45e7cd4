import { transaction } from '@sangam/kit/database/run-transaction';
import { defineJob } from '@sangam/kit/jobs/define-job';
import { identitySettings } from '../settings';
import { AccountActivity } from './account-activity.entity';

/** Keeps the log as long as it is promised, and no longer: it holds addresses of people. */
export const removeOldActivity = defineJob<null>({
  name: 'identity.remove-old-activity',
  description: 'Removes what happened to accounts longer ago than ACTIVITY_KEPT.',
  priority: 'bulk',
  everyMs: 24 * 3_600_000,
  run: (ctx) => transaction(ctx, async (tx) => {
    await tx.delete(AccountActivity, { createdAt: { lessThan: new Date(ctx.clock.now() - ctx.settings.of(identitySettings).ACTIVITY_KEPT) } });
  }),
});
