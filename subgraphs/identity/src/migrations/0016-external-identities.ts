import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.createTable('external_identity', (table) => {
      table.id().reference('userId').text('provider', 20).text('subject', 255).text('email', 255, { nullable: true }).instant('createdAt').instant('lastUsedAt');
      table.unique('provider', 'subject').unique('userId', 'provider').index('userId', 'createdAt', 'id');
    });
    await schema.createTable('provider_state', (table) => {
      table.id().text('provider', 20).text('redirectUri', 500).reference('userId', { nullable: true }).instant('expiresAt').index('expiresAt');
    });
  },
});
