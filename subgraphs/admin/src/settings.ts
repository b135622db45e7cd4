import { defineSettings, duration, optionalText, requiredText, setting } from '@sangam/kit/settings/define-settings';
import { randomSecret } from '@sangam/kit/settings/generated-secrets';

/** How the audit log is proved, and how long it is kept. */
export const adminSettings = defineSettings('admin', {
  AUDIT_KEY: setting({
    schema: requiredText().min(32, 'at least 32 characters'), secret: true, example: 'at-least-32-random-characters', generate: randomSecret, generated: 'everywhere',
    description: 'Key that chains the entries of the audit log and signs links to its exports. It stays the same: with another one no older entry can be proved. Together: generated under DATA_DIR.',
  }),
  AUDIT_CHECKPOINTS: setting({ schema: optionalText(), description: 'Folder of the checkpoints of the audit log; best where whoever writes the database cannot write. Absent: `audit-checkpoints` under DATA_DIR.' }),
  AUDIT_RETENTION: setting({ schema: duration('2555d'), description: 'How long entries of the audit log are kept. What is left can still be verified.' }),
  AUDIT_EXPORT_TTL: setting({ schema: duration('5m'), description: 'How long a link to an export of the audit log works.' }),
});
