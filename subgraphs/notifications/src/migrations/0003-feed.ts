import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.createTable('feed_notification', (table) => {
      table.id().reference('userId').text('category', 20).text('severity', 10, { nullable: true }).text('title', 500).longText('body').text('actionUrl', 2_000, { nullable: true });
      table.instant('createdAt').flag('unread').instant('readAt', { nullable: true }).index('userId', 'createdAt', 'id').index('userId', 'unread', 'createdAt', 'id');
    });
  },
});
