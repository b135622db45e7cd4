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
    if (user) await mailToken(ctx, { ...ownAddressOf(user), purpose: 'PASSWORD_RESET' });
  },
});

/** Mails a new verification token, if the address has an account that has not proved it yet. */
export const requestVerificationMail = defineJob<TokenMail>({
  name: 'identity.request-verification-mail',
  description: 'Asks for the mail with a token that verifies the address, to the owner of an account whose address is not verified.',
  priority: 'interactive',
  run: async (ctx, { emailCanonical }) => {
    const user = await findOne(ctx, User, { emailCanonical, emailVerified: false });
    if (user) await mailToken(ctx, { ...ownAddressOf(user), purpose: 'EMAIL_VERIFICATION' });
  },
});

const ownAddressOf = ({ id, email, emailCanonical, locale }: User) => ({ userId: id, to: email, emailCanonical, locale });

/** To whom a token is mailed, and what it is for. */
interface TokenMailing {
  readonly userId: string;
  readonly purpose: EmailTokenPurpose;
  readonly to: string;
  readonly emailCanonical: string;
  readonly locale: string;
}

const TEMPLATES: Readonly<Record<EmailTokenPurpose, string>> = {
  PASSWORD_RESET: 'identity.password-reset', EMAIL_VERIFICATION: 'identity.email-verification', EMAIL_CHANGE: 'identity.email-change',
};

/** The token and the request for its mail are one change: no mail carries a token that does not work. */
export async function mailToken(ctx: SubgraphContext, { userId, purpose, to, emailCanonical, locale }: TokenMailing): Promise<void> {
  const { REFRESH_KEY, ACCOUNT_PAGES_URL } = ctx.settings.of(identitySettings);
  const token: EmailToken = Object.assign(new EmailToken(), {
    id: newId(), userId, purpose, emailCanonical, newEmail: purpose === 'EMAIL_CHANGE' ? to : null, expiresAt: new Date(ctx.clock.now() + lifetimeOf(ctx, purpose)),
  });
  const link = tokenLink({ purpose, token: emailTokenText(REFRESH_KEY, token), pagesUrl: ACCOUNT_PAGES_URL });
  await transaction(ctx, async (tx) => {
    await tx.delete(EmailToken, { userId, purpose });
    await tx.insert(EmailToken, token);
    await requestEmail(ctx, tx, { key: token.id, to, userId, template: TEMPLATES[purpose], locale, secrets: { link } });
  });
}

function lifetimeOf(ctx: SubgraphContext, purpose: EmailTokenPurpose): number {
  const { PASSWORD_RESET_TTL, EMAIL_VERIFICATION_TTL, EMAIL_CHANGE_TTL } = ctx.settings.of(identitySettings);
  return { PASSWORD_RESET: PASSWORD_RESET_TTL, EMAIL_VERIFICATION: EMAIL_VERIFICATION_TTL, EMAIL_CHANGE: EMAIL_CHANGE_TTL }[purpose];
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
