import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.createTable('notification_delivery', (table) => {
      table.id().text('key', 200, { unique: true }).text('channel', 10).text('templateKey', 80).text('category', 20).reference('userId', { nullable: true });
      table.text('recipient', 320).text('locale', 35).json('variables').longText('sealedSecrets', { nullable: true }).text('severity', 10, { nullable: true });
      table.text('actionUrl', 2_000, { nullable: true }).text('state', 20).text('subject', 500, { nullable: true }).integer('attempts').longText('lastError', { nullable: true });
      table.instant('dueAt').instant('createdAt').instant('sentAt', { nullable: true });
      table.index('state', 'createdAt', 'id').index('createdAt', 'id').index('userId', 'createdAt');
    });
  },
});
