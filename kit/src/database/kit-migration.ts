import { defineMigration } from './define-migration';

/** The kit's own tables; every subgraph's first migration, `0000-kit`. */
export const migration = defineMigration({
  async up(schema) {
    await schema.createTable('job', (table) => {
      table.id().text('kind', 10).text('name', 120).text('target', 40, { nullable: true }).json('payload');
      table.integer('priority').integer('state').instant('availableAt').integer('attempts').integer('maxAttempts').instant('leaseUntil', { nullable: true });
      table.text('dedupeKey', 200, { nullable: true }).instant('createdAt').instant('finishedAt', { nullable: true }).longText('lastError', { nullable: true });
      table.text('requestId', 128).reference('actorId', { nullable: true });
      table.unique('name', 'dedupeKey').index('state', 'priority', 'availableAt', 'id').index('state', 'finishedAt', 'id');
    });
    await schema.createTable('inbox', (table) => {
      table.text('handler', 120).reference('eventId').instant('appliedAt').primaryKey('handler', 'eventId').index('appliedAt');
    });
    await schema.createTable('idempotency', (table) => {
      table.text('viewerId', 36).text('field', 100).text('clientKey', 255).text('inputHash', 43).reference('entityId', { nullable: true });
      table.json('refusal', { nullable: true }).instant('createdAt').primaryKey('viewerId', 'field', 'clientKey').index('createdAt');
    });
  },
});
