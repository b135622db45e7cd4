import { defineJob } from '@sangam/kit/jobs/define-job';
import { forgetOldAttempts } from './login-throttle';

/** Tells the owner of an address that somebody signed up with it again. */
export const sendAddressTakenMail = defineJob<{ readonly address: string }>({
  name: 'identity.send-address-taken-mail',
  description: 'Mail to the owner of an address that has an account already, after somebody signed up with it.',
  priority: 'interactive',
  run: (ctx, { address }) => ctx.mailer.send({
    to: address, key: ctx.job?.id ?? ctx.requestId, subject: 'You already have an account',
    text: 'Somebody, probably you, signed up with this address. It already has an account: sign in with your password, or ask for a new one. If it was not you, there is nothing to do.',
  }),
});

/** Keeps the table of counts as small as the number of addresses that failed lately. */
export const forgetLoginFailures = defineJob<null>({
  name: 'identity.forget-login-failures',
  description: 'Removes counts of failed sign-ins that have run out.',
  priority: 'bulk',
  everyMs: 24 * 3_600_000,
  run: (ctx) => forgetOldAttempts(ctx),
});
