import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.createTable('notification_template', (table) => {
      table.id().text('key', 80).text('channel', 10).text('locale', 35).text('subject', 200, { nullable: true }).longText('bodyText').longText('bodyHtml', { nullable: true });
      table.integer('version').flag('edited').instant('updatedAt').unique('key', 'channel', 'locale');
    });
  },
});
