import { sql } from '@sangam/kit/database/sql';
import { defineHandler } from '@sangam/kit/events/define-handler';
import { personalDataErased } from '@sangam/schema/events/identity';
import { AccountErasure, AccountErasureReport, AccountErasureState } from './account-erasure.entity';

/** Notes which part of the product has erased a person; with the last one the erasure is complete. */
export const noteErasureReport = defineHandler({
  event: personalDataErased, name: 'note-erasure-report', covers: ['event-069'],
  run: async (ctx, tx, { payload: { userId, subgraph } }) => {
    const erasure = await tx.findOne(AccountErasure, { userId, state: AccountErasureState.ERASING });
    if (!erasure) return;
    const now = new Date(ctx.clock.now());
    if ((await tx.update(AccountErasureReport, { erasureId: erasure.id, subgraph, erasedAt: null }, { erasedAt: now })) !== 1) return;
    await tx.update(AccountErasure, { id: erasure.id }, { remaining: sql('remaining - 1') });
    await tx.update(AccountErasure, { id: erasure.id, remaining: 0 }, { state: AccountErasureState.COMPLETED, completedAt: now });
  },
});
