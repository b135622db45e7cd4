import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.createTable('data_export', (table) => {
      table.id().reference('userId').text('inFlightUserId', 36, { nullable: true, unique: true }).reference('requestedById', { nullable: true }).text('state', 20);
      table.json('place').integer('fileCount').instant('createdAt').instant('readyAt', { nullable: true }).instant('expiresAt', { nullable: true });
      table.index('userId', 'createdAt', 'id').index('state', 'expiresAt').index('state', 'createdAt');
    });
    await schema.createTable('data_export_file', (table) => {
      table.id().reference('exportId').integer('number').integer('sizeBytes').unique('exportId', 'number');
    });
    await schema.createTable('data_export_content', (table) => {
      table.id('fileId').longText('content').primaryKey('fileId');
    });
  },
});
