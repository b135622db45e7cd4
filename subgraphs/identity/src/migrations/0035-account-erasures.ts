import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.createTable('account_erasure', (table) => {
      table.id().reference('userId').text('scheduledUserId', 36, { nullable: true, unique: true }).text('state', 20).text('reason', 500, { nullable: true });
      table.reference('requestedById', { nullable: true }).instant('createdAt').instant('scheduledFor').instant('erasedAt', { nullable: true });
      table.integer('remaining').instant('completedAt', { nullable: true }).index('userId', 'state');
    });
    await schema.createTable('account_erasure_report', (table) => {
      table.reference('erasureId').text('subgraph', 40).instant('erasedAt', { nullable: true }).primaryKey('erasureId', 'subgraph');
    });
  },
});
