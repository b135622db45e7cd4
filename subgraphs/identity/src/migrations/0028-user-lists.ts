import { defineMigration } from '@sangam/kit/database/define-migration';

const ROLES = ['ADMIN', 'STAFF'];

export const migration = defineMigration({
  async up(schema) {
    await schema.createTable('user_category', (table) => {
      table.reference('userId').text('category', 20).integer('counted', { default: 0 }).primaryKey('userId', 'category').index('category', 'userId');
    });
    for (const role of ROLES) {
      await schema.changeRows(`INSERT INTO user_category (user_id, category, counted) SELECT id, '${role}', 0 FROM user_account WHERE platform_roles LIKE '%"${role}"%'
        AND NOT EXISTS (SELECT 1 FROM user_category AS present WHERE present.user_id = user_account.id AND present.category = '${role}')`);
    }
    await schema.addColumns('user_account', (table) => table.instant('lastSignedInAt', { nullable: true }).index('status', 'createdAt', 'id').index('createdAt', 'id').index('displayName', 'id'));
  },
});
