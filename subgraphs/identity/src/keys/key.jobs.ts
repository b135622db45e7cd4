import { defineJob } from '@sangam/kit/jobs/define-job';
import { removeOldKeys } from './signing-keys.service';

/** Forgets signing keys that no living token was signed with. */
export const removeOldSigningKeys = defineJob<null>({
  name: 'identity.remove-old-signing-keys',
  description: 'Removes signing keys whose last tokens have expired.',
  priority: 'bulk',
  everyMs: 24 * 3_600_000,
  run: (ctx) => removeOldKeys(ctx),
});
