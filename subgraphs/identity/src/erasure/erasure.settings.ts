import { defineSettings, duration, setting } from '@sangam/kit/settings/define-settings';

/** How long people have to change their minds. */
export const erasureSettings = defineSettings('identity', {
  ERASURE_GRACE: setting({ schema: duration('30d'), description: 'From the scheduling of an erasure by an administrator until the account is erased; until then it can be cancelled.' }),
});
