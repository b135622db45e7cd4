import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.createTable('notification_choice', (table) => {
      table.id().reference('userId').text('category', 20).text('channel', 10).flag('enabled').unique('userId', 'category', 'channel');
    });
    await schema.createTable('notification_habit', (table) => {
      table.reference('userId').flag('emailEnabled').flag('smsEnabled').text('quietFrom', 5, { nullable: true }).text('quietTo', 5, { nullable: true }).primaryKey('userId');
    });
    await schema.createTable('notification_allowance', (table) => {
      table.text('recipientHash', 64).integer('used').instant('resetsAt').primaryKey('recipientHash').index('resetsAt');
    });
    await schema.createTable('unsubscribe_key', (table) => {
      table.id().longText('sealedKey');
    });
  },
});
