import { defineJob } from '@sangam/kit/jobs/define-job';
import { forgetOldAttempts } from './login-throttle';

interface RegistrationMail {
  readonly address: string;
  /** Whether the address had an account before. */
  readonly known: boolean;
}

/** Tells the owner of an address that somebody signed up with it. */
export const sendRegistrationMail = defineJob<RegistrationMail>({
  name: 'identity.send-registration-mail',
  description: 'Mail to the owner of an address after a sign-up: welcome, or that the address has an account already.',
  priority: 'interactive',
  run: async (ctx, { address, known }) => {
    await ctx.mailer.send({
      to: address,
      subject: known ? 'You already have an account' : 'Welcome',
      text: known
        ? 'Somebody, probably you, signed up with this address. It already has an account: sign in with your password. If it was not you, there is nothing to do.'
        : 'Your account is ready. Sign in with this address and your password. If you did not sign up, tell us.',
      key: ctx.job?.id ?? ctx.requestId,
    });
  },
});

/** Keeps the table of counts as small as the number of addresses that failed lately. */
export const forgetLoginFailures = defineJob<null>({
  name: 'identity.forget-login-failures',
  description: 'Removes counts of failed sign-ins that have run out.',
  priority: 'bulk',
  everyMs: 24 * 3_600_000,
  run: (ctx) => forgetOldAttempts(ctx),
});
