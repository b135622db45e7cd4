import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.appendOnly('user_status_change', { removable: true });
  },
});
