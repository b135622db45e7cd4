import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { defineJob } from '@sangam/kit/jobs/define-job';
import { newId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { identitySettings } from '../settings';
import { User, UserStatus } from '../users/user.entity';
import { emailTokenText } from './email-token';
import { EmailAllowance, EmailToken, type EmailTokenPurpose } from './email-token.entity';
import { mailText } from './mail-text';

interface TokenMail {
  /** Canonical address; whether it has an account is looked up here, so that asking costs the same for every address. */
  readonly emailCanonical: string;
}

/** Mails a new password-reset token, if the address has an account that is not switched off. */
export const sendPasswordResetMail = defineJob<TokenMail>({
  name: 'identity.send-password-reset-mail',
  description: 'Mail with a token to choose a new password, to the owner of an address that has an account.',
  priority: 'interactive',
  run: async (ctx, { emailCanonical }) => {
    const user = await findOne(ctx, User, { emailCanonical, status: UserStatus.ACTIVE });
    if (user) await mailToken(ctx, { ...ownAddressOf(user), purpose: 'PASSWORD_RESET' });
  },
});

/** Mails a new verification token, if the address has an account that has not proved it yet. */
export const sendVerificationMail = defineJob<TokenMail>({
  name: 'identity.send-verification-mail',
  description: 'Mail with a token that verifies the address, to the owner of an account whose address is not verified.',
  priority: 'interactive',
  run: async (ctx, { emailCanonical }) => {
    const user = await findOne(ctx, User, { emailCanonical, emailVerified: false });
    if (user) await mailToken(ctx, { ...ownAddressOf(user), purpose: 'EMAIL_VERIFICATION' });
  },
});

const ownAddressOf = ({ id, email, emailCanonical }: User) => ({ userId: id, to: email, emailCanonical });

/** To whom a token is mailed, and what it is for. */
interface TokenMailing {
  readonly userId: string;
  readonly purpose: EmailTokenPurpose;
  readonly to: string;
  readonly emailCanonical: string;
}

/** The token's row comes last: a mail that could not be sent leaves the one before valid. */
export async function mailToken(ctx: SubgraphContext, { userId, purpose, to, emailCanonical }: TokenMailing): Promise<void> {
  const { REFRESH_KEY, ACCOUNT_PAGES_URL } = ctx.settings.of(identitySettings);
  const token: EmailToken = Object.assign(new EmailToken(), {
    id: newId(), userId, purpose, emailCanonical, newEmail: purpose === 'EMAIL_CHANGE' ? to : null, expiresAt: new Date(ctx.clock.now() + lifetimeOf(ctx, purpose)),
  });
  const mail = mailText({ purpose, token: emailTokenText(REFRESH_KEY, token), pagesUrl: ACCOUNT_PAGES_URL });
  await ctx.mailer.send({ to, ...mail, key: ctx.job?.id ?? ctx.requestId });
  await transaction(ctx, async (tx) => {
    await tx.delete(EmailToken, { userId, purpose });
    await tx.insert(EmailToken, token);
  });
}

function lifetimeOf(ctx: SubgraphContext, purpose: EmailTokenPurpose): number {
  const { PASSWORD_RESET_TTL, EMAIL_VERIFICATION_TTL, EMAIL_CHANGE_TTL } = ctx.settings.of(identitySettings);
  return { PASSWORD_RESET: PASSWORD_RESET_TTL, EMAIL_VERIFICATION: EMAIL_VERIFICATION_TTL, EMAIL_CHANGE: EMAIL_CHANGE_TTL }[purpose];
}

/** Tells the owner of an account that its password was reset. */
export const sendPasswordChangedMail = defineJob<{ readonly address: string }>({
  name: 'identity.send-password-changed-mail',
  description: 'Mail to the owner of an account after its password was reset.',
  priority: 'interactive',
  run: (ctx, { address }) => ctx.mailer.send({
    to: address, key: ctx.job?.id ?? ctx.requestId, subject: 'Your password was changed',
    text: 'The password of your account was reset with a token that we mailed to you, and all devices were signed out. If it was not you, reset it again and secure your mailbox.',
  }),
});

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
