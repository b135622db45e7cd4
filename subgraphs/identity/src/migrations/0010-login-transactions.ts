import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.createTable('login_transaction', (table) => {
      table.id().reference('userId').text('step', 20).text('method', 20).text('deviceLabel', 100, { nullable: true }).text('ip', 64);
      table.integer('attempts').instant('expiresAt').index('userId').index('expiresAt');
    });
    await schema.addColumns('login_session', (table) => {
      table.instant('authenticatedAt', { nullable: true }).text('amr', 60, { default: 'pwd' });
    });
  },
});
