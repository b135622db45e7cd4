import { defineJob } from '@sangam/kit/jobs/define-job';
import { forgetOldAttempts } from './login-throttle';

/** Keeps the table of counts as small as the number of addresses that failed lately. */
export const forgetLoginFailures = defineJob<null>({
  name: 'identity.forget-login-failures',
  description: 'Removes counts of failed sign-ins that have run out.',
  priority: 'bulk',
  everyMs: 24 * 3_600_000,
  run: (ctx) => forgetOldAttempts(ctx),
});
