import { findOne } from '@sangam/kit/database/read';
import { defineJob } from '@sangam/kit/jobs/define-job';
import { mailToken } from '../email-tokens/email-token.jobs';
import { User, UserStatus } from '../users/user.entity';

interface NewAddress {
  readonly userId: string;
  /** As the person wrote it. */
  readonly address: string;
  readonly emailCanonical: string;
}

/** Mails the new address; whether it is taken is looked up here, so that asking costs the same for every address. */
export const sendEmailChangeMail = defineJob<NewAddress>({
  name: 'identity.send-email-change-mail',
  description: 'Mail to the new address that somebody wants: a token that confirms it, or that it has an account already.',
  priority: 'interactive',
  run: async (ctx, { userId, address, emailCanonical }) => {
    const owner = await findOne(ctx, User, { emailCanonical });
    const user = await findOne(ctx, User, { id: userId, status: UserStatus.ACTIVE });
    if (user && !owner) return mailToken(ctx, { userId, purpose: 'EMAIL_CHANGE', to: address, emailCanonical, locale: user.locale });
    if (owner && owner.id !== userId) await ctx.mailer.send({
      to: owner.email, key: ctx.job?.id ?? ctx.requestId, subject: 'This address has an account',
      text: 'Somebody, probably you, wanted to give this address to another account. It has one already, so nothing was changed. If it was not you, there is nothing to do.',
    });
  },
});

/** Tells the address that an account had, when a change is asked for and when it is done. */
export const sendEmailChangeNotice = defineJob<{ readonly address: string; readonly done: boolean }>({
  name: 'identity.send-email-change-notice',
  description: 'Mail to the present address of an account when another one is asked for, and to the old one when it was changed.',
  priority: 'interactive',
  run: (ctx, { address, done }) => ctx.mailer.send({
    to: address, key: ctx.job?.id ?? ctx.requestId, subject: done ? 'Your address was changed' : 'A new address was asked for',
    text: done
      ? 'Your account has another address now; this one opens it no more. If it was not you, tell us at once.'
      : 'Somebody signed in to your account asked to give it another address. If it was not you, choose a new password: nothing has changed yet.',
  }),
});
