import { defineJob } from '@sangam/kit/jobs/define-job';

/** Tells whoever reads the former address that the account has another one now. */
export const sendAddressChangedMail = defineJob<{ readonly address: string }>({
  name: 'identity.send-address-changed-mail',
  description: 'Mail to the former address of an account after an administrator gave it another.',
  priority: 'interactive',
  run: (ctx, { address }) => ctx.mailer.send({
    to: address, key: ctx.job?.id ?? ctx.requestId, subject: 'Your address was changed',
    text: 'Our support gave your account another address, and all devices were signed out. If you did not ask for that, answer at once.',
  }),
});
