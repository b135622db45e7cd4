import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.addColumns('login_session', (table) => table.text('deviceId', 100, { nullable: true }).text('userAgent', 300, { nullable: true }));
    await schema.createTable('known_device', (table) => {
      table.reference('userId').text('deviceHash', 64).instant('lastSeenAt').primaryKey('userId', 'deviceHash').index('lastSeenAt');
    });
  },
});
