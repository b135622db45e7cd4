import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.createTable('user_profile', (table) => {
      table.reference('userId').text('phone', 16, { nullable: true }).text('organizationName', 200, { nullable: true });
      table.text('jobTitle', 100, { nullable: true }).text('city', 100, { nullable: true }).text('bio', 1_000, { nullable: true });
      table.reference('photoFileId', { nullable: true }).reference('logoFileId', { nullable: true }).instant('lockedAt', { nullable: true }).integer('version').primaryKey('userId');
    });
  },
});
