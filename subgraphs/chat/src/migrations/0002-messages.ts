import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.createTable('chat_message', (table) => {
      table.id().reference('threadId').reference('senderId', { nullable: true }).integer('sequence').longText('text', { nullable: true });
      table.instant('sentAt').instant('editedAt', { nullable: true }).instant('deletedAt', { nullable: true });
      table.unique('threadId', 'sequence').index('senderId', 'id');
    });
  },
});
