import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.createTable('password_credential', (table) => {
      table.id('userId').text('hash', 255).instant('changedAt').primaryKey('userId');
    });
    await schema.createTable('login_throttle', (table) => {
      table.text('addressHash', 64).integer('attempts').integer('failures').instant('resetsAt').primaryKey('addressHash').index('resetsAt');
    });
  },
});
