import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.createTable('email_token', (table) => {
      table.id().reference('userId').text('purpose', 30).text('emailCanonical', 255).instant('expiresAt').index('userId', 'purpose').index('expiresAt');
    });
    await schema.createTable('email_allowance', (table) => {
      table.text('addressHash', 64).integer('sent').instant('resetsAt').primaryKey('addressHash').index('resetsAt');
    });
  },
});
