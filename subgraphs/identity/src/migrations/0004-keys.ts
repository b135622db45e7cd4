import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.createTable('signing_key', (table) => {
      table.id().longText('publicJwk').longText('sealedPrivateJwk').instant('createdAt').index('createdAt', 'id');
    });
  },
});
