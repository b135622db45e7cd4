import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.addColumns('email_token', (table) => {
      table.text('newEmail', 255, { nullable: true });
    });
  },
});
