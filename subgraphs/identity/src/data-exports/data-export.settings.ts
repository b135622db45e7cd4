import { defineSettings, duration, setting } from '@sangam/kit/settings/define-settings';

/** How long copies of people's data are kept. */
export const dataExportSettings = defineSettings('identity', {
  DATA_EXPORT_TTL: setting({ schema: duration('3d'), description: 'How long a copy of somebody\'s data can be downloaded.' }),
});
