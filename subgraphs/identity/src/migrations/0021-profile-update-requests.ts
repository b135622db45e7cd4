import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.createTable('profile_update_request', (table) => {
      table.id().reference('userId').text('field', 20).text('previousValue', 200, { nullable: true }).text('newValue', 200).text('reason', 500).text('status', 10);
      table.text('pendingKey', 60, { nullable: true, unique: true }).instant('createdAt').instant('decidedAt', { nullable: true }).reference('decidedById', { nullable: true });
      table.text('decisionReason', 500, { nullable: true }).text('decisionIp', 64, { nullable: true }).text('decisionRequestId', 100, { nullable: true });
      table.index('userId', 'status', 'createdAt', 'id').index('status', 'createdAt', 'id').index('createdAt', 'id');
    });
  },
});
