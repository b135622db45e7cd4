import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.createTable('push_subscription', (table) => {
      table.id().reference('userId').text('endpointHash', 64, { unique: true }).longText('endpoint').text('publicKey', 120).longText('sealedAuth').instant('createdAt').index('userId', 'createdAt', 'id');
    });
    await schema.createTable('push_key', (table) => {
      table.id().text('publicKey', 120).longText('sealedPrivateKey');
    });
  },
});
