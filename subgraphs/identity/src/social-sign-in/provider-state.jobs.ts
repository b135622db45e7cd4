import { transaction } from '@sangam/kit/database/run-transaction';
import { defineJob } from '@sangam/kit/jobs/define-job';
import { ProviderState } from './provider-state.entity';

/** Keeps the table as small as the number of sign-ins that have begun lately. */
export const removeOldProviderStates = defineJob<null>({
  name: 'identity.remove-old-provider-states',
  description: 'Removes sign-ins at providers from which nobody came back in time.',
  priority: 'bulk',
  everyMs: 3_600_000,
  run: (ctx) => transaction(ctx, async (tx) => {
    await tx.delete(ProviderState, { expiresAt: { atMost: new Date(ctx.clock.now()) } });
  }),
});
