import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.addIndices('notification_delivery', (table) => table.index('recipient'));
  },
});
