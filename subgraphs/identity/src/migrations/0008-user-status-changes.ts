import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.createTable('user_status_change', (table) => {
      table.id().reference('userId').text('status', 20).text('reason', 500, { nullable: true }).reference('actorId', { nullable: true }).text('ip', 64);
      table.text('requestId', 100).instant('createdAt').index('userId', 'createdAt', 'id');
    });
  },
});
