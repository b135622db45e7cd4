import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { defineJob } from '@sangam/kit/jobs/define-job';
import { LoginTransaction } from '../login-transactions/login-transaction.entity';
import { PasskeyChallenge } from '../passkeys/passkey.entity';
import { User } from '../users/user.entity';
import { PendingTotp } from './totp.entity';

type MfaChange = 'ADDED' | 'REMOVED' | 'BACKUP_CODES_REPLACED' | 'BACKUP_CODE_USED';

const TEXTS: Readonly<Record<MfaChange, string>> = {
  ADDED: 'A second factor was added to your account. Sign-ins ask for it from now on.',
  REMOVED: 'A second factor was removed from your account.',
  BACKUP_CODES_REPLACED: 'Your account has new backup codes. The old ones do not work any more.',
  BACKUP_CODE_USED: 'One of your backup codes was used to prove that it is you.',
};

/** Tells the owner of an account what happened to its second factors. */
export const sendMfaChangedMail = defineJob<{ readonly userId: string; readonly change: MfaChange }>({
  name: 'identity.send-mfa-changed-mail',
  description: 'Mail to the owner of an account after a second factor was added or removed, or backup codes were replaced or used.',
  priority: 'interactive',
  run: async (ctx, { userId, change }) => {
    const user = await findOne(ctx, User, { id: userId });
    if (!user) return;
    await ctx.mailer.send({
      to: user.email, key: ctx.job?.id ?? ctx.requestId, subject: 'Your second factors have changed',
      text: `${TEXTS[change]} If it was not you, choose a new password and look at your second factors.`,
    });
  },
});

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
