import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.createTable('login_session', (table) => {
      table.id().reference('userId').text('deviceLabel', 100, { nullable: true }).text('ip', 64).instant('createdAt').instant('lastActiveAt').instant('expiresAt');
      table.instant('revokedAt', { nullable: true }).text('revokeReason', 30, { nullable: true }).integer('refreshSequence').text('refreshHash', 64);
      table.instant('rotatedAt').flag('mfa').index('userId', 'createdAt', 'id');
    });
  },
});
