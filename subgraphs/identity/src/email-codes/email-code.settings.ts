import { defineSettings, duration, integer, setting } from '@sangam/kit/settings/define-settings';

/** Sign-in by mailed codes. */
export const emailCodeSettings = defineSettings('identity', {
  EMAIL_CODE_TTL: setting({ schema: duration('10m'), description: 'How long a mailed sign-in code works.' }),
  EMAIL_CODE_COOLDOWN: setting({ schema: duration('30s'), description: 'How soon another sign-in code may be asked for an address that has one.' }),
  EMAIL_CODE_TRIES: setting({ schema: integer(5, 1, 10), description: 'Tries of one sign-in code before it works no more.' }),
  EMAIL_CODE_TRIES_PER_HOUR: setting({ schema: integer(15, 1, 1_000), description: 'Tries of sign-in codes an hour for one address, over all its codes.' }),
});
