import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.addColumns('user_account', (table) => table.instant('updatedAt', { nullable: true }));
  },
});
