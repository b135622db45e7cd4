import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.createTable('passkey', (table) => {
      table.id().reference('userId').text('label', 100, { nullable: true }).text('credentialHash', 64, { unique: true }).longText('credentialId').longText('publicKey');
      table.integer('counter').json('transports').instant('createdAt').instant('lastUsedAt', { nullable: true }).index('userId', 'createdAt', 'id');
    });
    await schema.createTable('passkey_challenge', (table) => {
      table.id().reference('userId', { nullable: true }).text('purpose', 20).instant('expiresAt').index('expiresAt');
    });
  },
});
