import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { defineJob } from '@sangam/kit/jobs/define-job';
import { identitySettings } from '../settings';
import { emailCodeDigits } from './email-code';
import { EmailCode, EmailCodeTries } from './email-code.entity';
import { emailCodeSettings } from './email-code.settings';

interface CodeMail {
  readonly address: string;
  readonly codeId: string;
}

/** Mails a sign-in code unless it was used or replaced in the meantime. A repeated run mails the same code. */
export const sendEmailCodeMail = defineJob<CodeMail>({
  name: 'identity.send-email-code-mail',
  description: 'Mail with a sign-in code of six digits, to an address that has an account or may get one.',
  priority: 'interactive',
  run: async (ctx, { address, codeId }) => {
    if (!(await findOne(ctx, EmailCode, { codeId }))) return;
    const minutes = Math.round(ctx.settings.of(emailCodeSettings).EMAIL_CODE_TTL / 60_000);
    await ctx.mailer.send({
      to: address, key: ctx.job?.id ?? ctx.requestId, subject: 'Your sign-in code',
      text: `Sign in with this code within ${minutes} minutes:\n\n${emailCodeDigits(ctx.settings.of(identitySettings).REFRESH_KEY, codeId)}\n\nNobody of ours will ever ask you for it. If you did not ask for it, there is nothing to do.`,
    });
  },
});

/** Tells somebody whose address was used by others before that what these had set is gone. */
export const sendAccountClaimedMail = defineJob<{ readonly address: string }>({
  name: 'identity.send-account-claimed-mail',
  description: 'Mail to the owner of an address after the first proof of it removed what unproven sign-ins had set.',
  priority: 'interactive',
  run: (ctx, { address }) => ctx.mailer.send({
    to: address, key: ctx.job?.id ?? ctx.requestId, subject: 'Your address is confirmed',
    text: 'You signed in with a code that was mailed to you, so the account is yours now. A password that was set before anybody had confirmed this address works no more; ask for a new one if you want one.',
  }),
});

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
