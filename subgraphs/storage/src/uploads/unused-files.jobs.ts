import { transaction } from '@sangam/kit/database/run-transaction';
import { findMany } from '@sangam/kit/database/read';
import { defineJob } from '@sangam/kit/jobs/define-job';
import { File } from './file.entity';
import { dropFile } from './remove-files';

/** Files of one run. */
const BATCH = 200;

/** Removes uploads that nothing refers to, and those that broke off while their bytes were being written. */
export const removeUnusedFiles = defineJob<null>({
  name: 'storage.remove-unused-files',
  description: 'Removes files that were uploaded and never used within UNUSED_UPLOAD_TTL, and what uploads that broke off left behind.',
  priority: 'bulk',
  everyMs: 3_600_000,
  run: async (ctx) => {
    const expired = { expiresAt: { atMost: new Date(ctx.clock.now()) } };
    const files = await findMany(ctx, File, { where: expired, orderBy: [{ property: 'expiresAt', direction: 'ASC' }], limit: BATCH });
    await transaction(ctx, async (tx) => {
      for (const file of files) await dropFile(tx, file, expired);
    });
  },
});
