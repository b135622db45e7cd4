import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.createTable('user_account', (table) => {
      table.id().text('displayName', 100).text('email', 255).text('emailCanonical', 255, { unique: true }).flag('emailVerified').text('status', 20);
      table.json('platformRoles').text('locale', 35).text('timeZone', 64).instant('createdAt');
    });
  },
});
