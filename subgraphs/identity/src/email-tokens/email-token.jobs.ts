import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { defineJob } from '@sangam/kit/jobs/define-job';
import { newId } from '@sangam/kit/ids/new-id';
import { requestEmail } from '@sangam/kit/mail/request-email';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { identitySettings } from '../settings';
import { User, UserStatus } from '../users/user.entity';
import { emailTokenText } from './email-token';
import { EmailAllowance, EmailToken, type EmailTokenPurpose } from './email-token.entity';
import { tokenLink } from './token-link';

interface TokenMail {
  /** Canonical address; whether it has an account is looked up here, so that asking costs the same for every address. */
  readonly emailCanonical: string;
}

/** Mails a new password-reset token, if the address has an account that is not switched off. */
export const requestPasswordResetMail = defineJob<TokenMail>({
  name: 'identity.request-password-reset-mail',
  description: 'Asks for the mail with a token to choose a new password, to the owner of an address that has an account.',
  priority: 'interactive',
  run: async (ctx, { emailCanonical }) => {
    const user = await findOne(ctx, User, { emailCanonical, status: UserStatus.ACTIVE });
    if (user) await mailToken(ctx, user, 'PASSWORD_RESET');
  },
});

/** Mails a new verification token, if the address has an account that has not proved it yet. */
export const requestVerificationMail = defineJob<TokenMail>({
  name: 'identity.request-verification-mail',
  description: 'Asks for the mail with a token that verifies the address, to the owner of an account whose address is not verified.',
  priority: 'interactive',
  run: async (ctx, { emailCanonical }) => {
    const user = await findOne(ctx, User, { emailCanonical, emailVerified: false });
    if (user) await mailToken(ctx, user, 'EMAIL_VERIFICATION');
  },
});

/** The token and the request for its mail are one change: no mail carries a token that does not work. */
async function mailToken(ctx: SubgraphContext, user: User, purpose: EmailTokenPurpose): Promise<void> {
  const { REFRESH_KEY, PASSWORD_RESET_TTL, EMAIL_VERIFICATION_TTL, ACCOUNT_PAGES_URL } = ctx.settings.of(identitySettings);
  const token: EmailToken = Object.assign(new EmailToken(), {
    id: newId(), userId: user.id, purpose, emailCanonical: user.emailCanonical,
    expiresAt: new Date(ctx.clock.now() + (purpose === 'PASSWORD_RESET' ? PASSWORD_RESET_TTL : EMAIL_VERIFICATION_TTL)),
  });
  const link = tokenLink({ purpose, token: emailTokenText(REFRESH_KEY, token), pagesUrl: ACCOUNT_PAGES_URL });
  const template = purpose === 'PASSWORD_RESET' ? 'identity.password-reset' : 'identity.email-verification';
  await transaction(ctx, async (tx) => {
    await tx.delete(EmailToken, { userId: user.id, purpose });
    await tx.insert(EmailToken, token);
    await requestEmail(ctx, tx, { key: token.id, to: user.email, userId: user.id, template, locale: user.locale, secrets: { link } });
  });
}

/** Keeps the tables as small as the number of mails of the last day. */
export const removeOldEmailTokens = defineJob<null>({
  name: 'identity.remove-old-email-tokens',
  description: 'Removes mailed tokens and counts of mails that have run out.',
  priority: 'bulk',
  everyMs: 24 * 3_600_000,
  run: (ctx) => transaction(ctx, async (tx) => {
    const now = new Date(ctx.clock.now());
    await tx.delete(EmailToken, { expiresAt: { atMost: now } });
    await tx.delete(EmailAllowance, { resetsAt: { atMost: now } });
  }),
});
