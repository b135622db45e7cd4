import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { newId } from '@sangam/kit/ids/new-id';
import { defineJob } from '@sangam/kit/jobs/define-job';
import { requestEmail } from '@sangam/kit/mail/request-email';
import { mailToken } from '../email-tokens/email-token.jobs';
import { User, UserStatus } from '../users/user.entity';

interface NewAddress {
  readonly userId: string;
  /** As the person wrote it. */
  readonly address: string;
  readonly emailCanonical: string;
}

/** Mails the new address; whether it is taken is looked up here, so that asking costs the same for every address. */
export const requestEmailChangeMail = defineJob<NewAddress>({
  name: 'identity.request-email-change-mail',
  description: 'Asks for the mail to the new address that somebody wants: a token that confirms it, or that it has an account already.',
  priority: 'interactive',
  run: async (ctx, { userId, address, emailCanonical }) => {
    const owner = await findOne(ctx, User, { emailCanonical });
    const user = await findOne(ctx, User, { id: userId, status: UserStatus.ACTIVE });
    if (user && !owner) return mailToken(ctx, { userId, purpose: 'EMAIL_CHANGE', to: address, emailCanonical, locale: user.locale });
    if (!owner || owner.id === userId) return undefined;
    return transaction(ctx, (tx) => requestEmail(ctx, tx, { key: newId(), to: owner.email, userId: owner.id, template: 'identity.email-change-taken', locale: owner.locale }));
  },
});
