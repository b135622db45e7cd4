import { transaction } from '@sangam/kit/database/run-transaction';
import { defineJob } from '@sangam/kit/jobs/define-job';
import { KnownDevice } from './known-device.entity';

const DAY_MS = 86_400_000;
/** A device that was not seen for so long is new again. */
const REMEMBERED_MS = 365 * DAY_MS;

/** Keeps the table as small as the number of devices that are in use. */
export const forgetOldDevices = defineJob<null>({
  name: 'identity.forget-old-devices',
  description: 'Forgets devices that nobody signed in from for a year.',
  priority: 'bulk',
  everyMs: DAY_MS,
  run: async (ctx) => {
    await transaction(ctx, (tx) => tx.delete(KnownDevice, { lastSeenAt: { atMost: new Date(ctx.clock.now() - REMEMBERED_MS) } }));
  },
});
