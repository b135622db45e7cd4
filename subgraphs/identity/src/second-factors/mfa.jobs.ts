import { transaction } from '@sangam/kit/database/run-transaction';
import { defineJob } from '@sangam/kit/jobs/define-job';
import { LoginTransaction } from '../login-transactions/login-transaction.entity';
import { PasskeyChallenge } from '../passkeys/passkey.entity';
import { PendingTotp } from './totp.entity';

/** Keeps the tables as small as the number of sign-ins and enrolments under way. */
export const removeOldLoginSteps = defineJob<null>({
  name: 'identity.remove-old-login-steps',
  description: 'Removes sign-ins, enrolments and challenges that were not completed in time.',
  priority: 'bulk',
  everyMs: 24 * 3_600_000,
  run: (ctx) => transaction(ctx, async (tx) => {
    const now = new Date(ctx.clock.now());
    await tx.delete(LoginTransaction, { expiresAt: { atMost: now } });
    await tx.delete(PendingTotp, { expiresAt: { atMost: now } });
    await tx.delete(PasskeyChallenge, { expiresAt: { atMost: now } });
  }),
});
