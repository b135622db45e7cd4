import { transaction } from '@sangam/kit/database/run-transaction';
import { defineJob } from '@sangam/kit/jobs/define-job';
import { EmailCode, EmailCodeTries } from './email-code.entity';

/** Keeps the tables as small as the number of codes of the last day. */
export const removeOldEmailCodes = defineJob<null>({
  name: 'identity.remove-old-email-codes',
  description: 'Removes sign-in codes and counts of their tries that have run out.',
  priority: 'bulk',
  everyMs: 24 * 3_600_000,
  run: (ctx) => transaction(ctx, async (tx) => {
    const now = new Date(ctx.clock.now());
    await tx.delete(EmailCode, { expiresAt: { atMost: now } });
    await tx.delete(EmailCodeTries, { resetsAt: { atMost: now } });
  }),
});
