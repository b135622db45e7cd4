import { defineSettings, optionalText, setting } from '@sangam/kit/settings/define-settings';

/** What the operator's commands read besides the settings of the product. */
export const commandSettings = defineSettings('commands', {
  ADMIN_PASSWORD: setting({ schema: optionalText(), secret: true, description: 'Password of the administrator that `npm run admin:create` makes. Absent: one is made and printed once.' }),
});
