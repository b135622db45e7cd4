import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.createTable('email_code', (table) => {
      table.text('addressHash', 64).reference('codeId').integer('tries').instant('requestedAt').instant('expiresAt').primaryKey('addressHash').index('codeId').index('expiresAt');
    });
    await schema.createTable('email_code_tries', (table) => {
      table.text('addressHash', 64).integer('tries').instant('resetsAt').primaryKey('addressHash').index('resetsAt');
    });
  },
});
