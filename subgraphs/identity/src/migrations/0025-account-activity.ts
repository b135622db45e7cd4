import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.createTable('account_activity', (table) => {
      table.id().reference('userId').text('kind', 40).reference('actorId', { nullable: true }).text('ip', 64).reference('sessionId', { nullable: true });
      table.text('requestId', 128).json('detail').instant('createdAt').index('userId', 'createdAt', 'id').index('createdAt');
    });
    await schema.appendOnly('account_activity', { removable: true });
  },
});
