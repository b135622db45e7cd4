import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.addColumns('login_session', (table) => table.flag('remembered', { default: false }));
    await schema.addColumns('login_transaction', (table) => table.flag('remembered', { default: false }));
  },
});
