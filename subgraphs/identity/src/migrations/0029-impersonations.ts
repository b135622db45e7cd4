import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.addColumns('login_session', (table) => {
      table.reference('actorId', { nullable: true }).reference('actorSessionId', { nullable: true }).index('actorId').index('actorSessionId');
    });
  },
});
