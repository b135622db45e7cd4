import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.createTable('totp_enrollment', (table) => {
      table.id('userId').reference('id').longText('secret').instant('expiresAt').primaryKey('userId').index('expiresAt');
    });
    await schema.createTable('totp_method', (table) => {
      table.id().reference('userId').text('label', 100, { nullable: true }).longText('secret').integer('lastUsedStep');
      table.instant('createdAt').instant('lastUsedAt', { nullable: true }).index('userId', 'createdAt', 'id');
    });
    await schema.createTable('backup_code_set', (table) => {
      table.id('userId').reference('id').instant('createdAt').primaryKey('userId');
    });
    await schema.createTable('backup_code', (table) => {
      table.id().reference('setId').reference('userId').index('userId', 'id');
    });
  },
});
