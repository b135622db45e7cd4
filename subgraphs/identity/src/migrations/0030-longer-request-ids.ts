import { defineMigration } from '@sangam/kit/database/define-migration';

/** The router takes request ids of up to 128 characters. */
export const migration = defineMigration({
  async up(schema) {
    await schema.widenTexts('user_status_change', (table) => table.text('requestId', 128));
    await schema.widenTexts('profile_update_request', (table) => table.text('decisionRequestId', 128, { nullable: true }));
  },
});
