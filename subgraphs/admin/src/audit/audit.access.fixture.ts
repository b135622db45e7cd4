import { AuditEntriesDocument, AuditEntryDocument, ExportAuditTrailDocument, VerifyAuditTrailDocument } from '@sangam/schema/typed/operations';
import { type AdminSpecimens, FOR_ORGANIZATION } from '../access-world.fixture';

const OTHERS = { stranger: 'FORBIDDEN', otherTenant: 'FORBIDDEN' } as const;

export const auditAccess: AdminSpecimens = {
  fields: {
    'Query.auditEntries': { document: AuditEntriesDocument, variables: ({ organizationId }) => ({ filter: { organizationId } }), viewer: FOR_ORGANIZATION, outcomes: OTHERS },
    'Query.auditEntry': { document: AuditEntryDocument, variables: ({ entryId }) => ({ id: entryId }), viewer: FOR_ORGANIZATION },
    'Mutation.verifyAuditTrail': { document: VerifyAuditTrailDocument, variables: ({ organizationId }) => ({ organizationId }), viewer: FOR_ORGANIZATION, outcomes: OTHERS },
    'Mutation.exportAuditTrail': { document: ExportAuditTrailDocument, variables: ({ organizationId }) => ({ format: 'CSV', filter: { organizationId } }), viewer: FOR_ORGANIZATION, outcomes: OTHERS },
  },
  routes: {
    'GET /admin/audit-export/:token': { send: (client, { exportPath }, sender) => client.http(sender === 'owner' ? exportPath : `${exportPath}x`), status: 200, statuses: { anonymous: 403, stranger: 403, otherTenant: 403 } },
  },
  entities: { AuditEntry: { key: ({ entryId }) => ({ id: entryId }) } },
};
