import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.createTable('webhook_owner', (table) => {
      table.owner().integer('endpoints').primaryKey('ownerType', 'ownerId');
    });
    await schema.createTable('webhook_endpoint', (table) => {
      table.id().owner().reference('createdById').longText('url').text('description', 500, { nullable: true }).json('eventTypes').flag('enabled').text('disabledReason', 20, { nullable: true })
        .longText('sealedSecret').integer('secretVersion').longText('sealedPreviousSecret', { nullable: true }).instant('previousSecretUntil', { nullable: true })
        .instant('failingSince', { nullable: true }).instant('createdAt').instant('updatedAt').index('ownerType', 'ownerId', 'createdAt', 'id').indexAcrossOwners('previousSecretUntil');
    });
    await schema.createTable('webhook_delivery', (table) => {
      table.id().owner().reference('endpointId').text('messageId', 40).text('eventType', 100).longText('payload').text('state', 20).integer('attemptCount').integer('roundStart')
        .instant('nextAttemptAt', { nullable: true }).instant('createdAt').instant('finishedAt', { nullable: true })
        .unique('endpointId', 'messageId').index('ownerType', 'ownerId', 'endpointId', 'createdAt', 'id').indexAcrossOwners('state', 'nextAttemptAt').indexAcrossOwners('createdAt');
    });
    await schema.createTable('webhook_attempt', (table) => {
      table.id().reference('endpointId').reference('deliveryId').integer('number').instant('startedAt').integer('durationMs').integer('responseStatus', { nullable: true })
        .longText('responseBody', { nullable: true }).text('failure', 200, { nullable: true }).unique('deliveryId', 'number').index('endpointId').index('startedAt');
    });
  },
});
