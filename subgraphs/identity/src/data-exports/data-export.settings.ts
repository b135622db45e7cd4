import { defineSettings, duration, setting, text } from '@sangam/kit/settings/define-settings';

/** Where copies of people's data are fetched, and for how long. */
export const dataExportSettings = defineSettings('identity', {
  DATA_EXPORT_TTL: setting({ schema: duration('3d'), description: 'How long a copy of somebody\'s data can be downloaded.' }),
  DATA_EXPORT_PUBLIC_URL: setting({
    schema: text('http://127.0.0.1:4000').refine((value) => /^https?:/.test(value) && URL.canParse(value), 'an http or https address'), description: 'Address at which clients reach the router; links to copies of people\'s data begin with it.',
  }),
});
