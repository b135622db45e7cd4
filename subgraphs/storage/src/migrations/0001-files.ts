import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.createTable('file', (table) => {
      table.id().owner().text('purpose', 20).text('name', 255).text('mediaType', 100).integer('sizeBytes').integer('width', { nullable: true }).integer('height', { nullable: true });
      table.text('sha256', 64).instant('createdAt').instant('storedAt', { nullable: true }).instant('claimedAt', { nullable: true }).instant('expiresAt', { nullable: true });
      table.index('ownerType', 'ownerId', 'createdAt', 'id').indexAcrossOwners('expiresAt', 'id');
    });
  },
});
