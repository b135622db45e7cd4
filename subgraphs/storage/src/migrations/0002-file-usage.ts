import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.createTable('file_usage', (table) => table.owner().integer('bytes').primaryKey('ownerType', 'ownerId'));
  },
});
