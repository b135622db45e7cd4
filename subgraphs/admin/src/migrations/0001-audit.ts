import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.createTable('audit_chain', (table) => {
      table.text('id', 36).integer('sequence').text('hash', 43).text('seal', 43).integer('baseSequence').text('baseHash', 43).text('baseSeal', 43).flag('checkpointDue');
      table.index('checkpointDue', 'id');
    });
    await schema.createTable('audit_entry', (table) => {
      table.id().text('chainId', 36).integer('sequence').text('previousHash', 43).text('hash', 43).text('action', 60).text('domain', 60).text('resourceType', 60).text('resourceId', 200);
      table.reference('organizationId', { nullable: true }).reference('actorId', { nullable: true }).reference('onBehalfOfId', { nullable: true });
      table.text('beforeDigest', 43, { nullable: true }).text('afterDigest', 43, { nullable: true }).json('changedFields').text('personalDigest', 43);
      table.text('requestId', 128).instant('occurredAt').instant('recordedAt');
      table.unique('chainId', 'sequence').index('occurredAt', 'id').index('organizationId', 'occurredAt', 'id').index('actorId', 'occurredAt', 'id').index('domain', 'occurredAt', 'id');
      table.index('action', 'occurredAt', 'id').index('resourceType', 'resourceId', 'occurredAt', 'id').index('recordedAt');
    });
    await schema.createTable('audit_personal_data', (table) => {
      table.reference('entryId').text('salt', 43).text('ip', 64).text('userAgent', 300, { nullable: true }).json('detail').primaryKey('entryId');
    });
    await schema.appendOnly('audit_entry', { removable: 'OLD.sequence <= (SELECT base_sequence FROM audit_chain WHERE audit_chain.id = OLD.chain_id)' });
    await schema.appendOnly('audit_personal_data', { removable: true });
  },
});
