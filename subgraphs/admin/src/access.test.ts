import { describeAccess } from '@sangam/kit/testing/access-matrix';
import { mergeSpecimens } from '@sangam/kit/testing/merge-specimens';
import { makeWorld, type AdminWorld } from './access-world.fixture';
import { auditAccess } from './audit/audit.access.fixture';
import { subgraph } from './subgraph';

describeAccess<AdminWorld>({ definition: subgraph, subgraphs: ['identity', 'admin'], world: makeWorld, keeps: ['audit_entry', 'audit_chain', 'audit_personal_data'], environment: { AUDIT_EXPORT_TTL: '1d' }, ...mergeSpecimens<AdminWorld>(auditAccess) });
