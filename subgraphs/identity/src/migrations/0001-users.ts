import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.createTable('user_account', (table) => {
      table.id('id');
      table.text('displayName', 100);
      table.text('email', 255);
      table.text('emailCanonical', 255, { unique: true });
      table.flag('emailVerified');
      table.text('status', 20);
      table.json('platformRoles');
      table.text('locale', 35);
      table.text('timeZone', 64);
      table.instant('createdAt');
    });
  },
});
