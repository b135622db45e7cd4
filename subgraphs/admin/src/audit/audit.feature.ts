import { guardReference } from '@sangam/kit/authorization/guard-reference';
import { personalRows } from '@sangam/kit/personal-data/personal-rows';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { adminSettings } from '../settings';
import { AuditChain } from './audit-chain.entity';
import { AuditEntry, entryById } from './audit-entry.entity';
import { keepRecord } from './audit-entry.handlers';
import { AuditEntryResolver } from './audit-entry.resolver';
import { auditRules, maySeeEntry } from './audit-entry.rules';
import { AuditPersonalData } from './audit-personal-data.entity';
import { writeCheckpoints } from './checkpoint.jobs';
import { erasePersonalData } from './erase-personal-data';
import { downloadAuditTrail } from './export.routes';
import { ExportResolver } from './export.resolver';
import { removeOldEntries } from './retention.jobs';
import { VerificationResolver } from './verification.resolver';

export const audit = defineFeature({
  name: 'audit',
  entities: [AuditEntry, AuditChain, AuditPersonalData],
  resolvers: [AuditEntryResolver, VerificationResolver, ExportResolver],
  rules: auditRules,
  references: [guardReference<AuditEntry>({ entity: AuditEntry, reads: 'user', load: entryById, guard: maySeeEntry })],
  handlers: [keepRecord],
  jobs: [writeCheckpoints, removeOldEntries],
  routes: [downloadAuditTrail],
  settings: [adminSettings],
  personalData: [
    personalRows<AuditEntry>({
      entity: AuditEntry, person: 'actorId', mentions: ['onBehalfOfId'],
      exported: { file: 'audit-entries', key: 'id', row: ['id', 'action', 'resourceType', 'resourceId', 'occurredAt'] },
      erase: async (_ctx, tx, userId) => {
        await erasePersonalData(tx, userId);
        return true;
      },
    }),
  ],
});
