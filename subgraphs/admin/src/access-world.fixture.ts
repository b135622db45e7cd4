import { newId } from '@sangam/kit/ids/new-id';
import type { AccessSpecimens, AccessWorld } from '@sangam/kit/testing/access-specimens';
import type { TestGraph } from '@sangam/kit/testing/harness';
import { ExportAuditTrailDocument } from '@sangam/schema/typed/operations';
import { chainOf, onRecord } from './audit/audit.fixture';

/** What one feature adds to the access matrix. */
export type AdminSpecimens = Partial<Pick<AccessSpecimens<AdminWorld>, 'fields' | 'publicFields' | 'internalFields' | 'entities' | 'routes'>>;

/** A person who administers an organization with something on record. */
export interface AdminWorld extends AccessWorld {
  readonly organizationId: string;
  readonly entryId: string;
  /** A link to what is on record of the organization. */
  readonly exportPath: string;
}

export async function makeWorld(graph: TestGraph): Promise<AdminWorld> {
  const owner = await graph.person({ displayName: 'Asha Rao' });
  const [organizationId, resourceId] = [newId(), newId()];
  await onRecord(graph, { userId: owner.id }, { organizationId, resource: { type: 'Thing', id: resourceId } });
  const [entry] = await chainOf(graph, organizationId);
  const { exportAuditTrail } = await graph.asUser({ userId: owner.id, organizationId, membershipRole: 'OWNER' }).ask(ExportAuditTrailDocument, { format: 'CSV', filter: { organizationId } });
  return { owner, organizationId, entryId: entry?.id ?? '', exportPath: exportAuditTrail.path, secrets: [resourceId, entry?.id ?? '', entry?.hash ?? ''] };
}

/** The owner acting for the organization. */
export const FOR_ORGANIZATION = ({ organizationId }: AdminWorld) => ({ organizationId, membershipRole: 'OWNER' });
