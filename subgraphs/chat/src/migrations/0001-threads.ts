import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.createTable('chat_thread', (table) => {
      table.id().text('kind', 10).text('title', 100, { nullable: true }).text('directKey', 73, { nullable: true, unique: true }).reference('createdById');
      table.instant('createdAt').integer('messageCount').instant('lastActivityAt').integer('membershipVersion').index('lastActivityAt', 'id');
    });
    await schema.createTable('thread_participant', (table) => {
      table.reference('threadId').reference('userId').text('role', 10).instant('joinedAt').integer('lastReadSequence');
      table.primaryKey('threadId', 'userId').index('userId', 'threadId');
    });
  },
});
