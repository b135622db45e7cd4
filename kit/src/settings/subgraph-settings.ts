import { randomBytes } from 'node:crypto';
import { defineSettings, list, optionalText, setting, text } from './define-settings';

/** `id:base64` of 32 bytes. */
const isSealKey = (key: string): boolean => /^[\w-]+:/.test(key) && Buffer.from(key.slice(key.indexOf(':') + 1), 'base64').length === 32;

/** What processes that run subgraphs read beside the kit's settings; a router alone holds none of it. */
export const subgraphSettings = defineSettings('kit: subgraphs', {
  SEAL_KEYS: setting({
    schema: list().refine((keys) => keys.every(isSealKey), 'id:base64 of 32 bytes'), description: 'Keys of sealed columns as id:base64 of 32 bytes, newest first; after a restart with a new one `npm run keys:rotate`. Together outside production: generated under DATA_DIR.',
    secret: true, example: 'k1:base64-of-32-random-bytes', generate: () => `local:${randomBytes(32).toString('base64')}`,
    refuseInProduction: (value) => (value.length > 0 ? undefined : 'production brings its own key, so that sealed data outlives the machine'),
  }),
  SMTP_URL: setting({
    schema: optionalText(), description: 'Mail server. Absent: mails are kept in the mailbox page under DATA_DIR.', example: 'smtp://127.0.0.1:1025', secret: true,
    refuseInProduction: (value) => (value === undefined ? 'production sends its mails' : undefined),
  }),
  MAIL_FROM: setting({ schema: text('Sangam <no-reply@sangam.example>'), description: 'Sender of mails.' }),
});
