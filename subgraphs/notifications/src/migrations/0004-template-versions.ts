import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.createTable('notification_template_version', (table) => {
      table.id().reference('templateId').integer('version').text('subject', 200, { nullable: true }).longText('bodyText').longText('bodyHtml', { nullable: true });
      table.reference('changedById', { nullable: true }).instant('createdAt').unique('templateId', 'version').index('templateId', 'createdAt', 'id');
    });
  },
});
