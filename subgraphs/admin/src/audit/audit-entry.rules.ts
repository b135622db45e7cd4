import { signedIn } from '@sangam/kit/authorization/basic-rules';
import { defineRules, limited, rule } from '@sangam/kit/authorization/rules';
import type { Viewer } from '@sangam/kit/authorization/viewer';
import { FORBIDDEN, UNAUTHENTICATED } from '@sangam/kit/errors/codes';
import type { AuditEntry } from './audit-entry.entity';
import type { AuditEntryFilter } from './audit-entry.inputs';

const isAdministrator = ({ platformRoles }: Viewer) => platformRoles.includes('ADMIN');

/** The organization whose log the viewer may read: the one that the request names, for those who administer it. */
export function administeredOrganization({ organizationId, membershipRole }: Viewer): string | null {
  return membershipRole === 'OWNER' || membershipRole === 'ADMIN' ? organizationId : null;
}

/** Administrators see every entry, those of an organization its own, everybody what they did themselves. */
export function maySeeEntry(viewer: Viewer, { actorId, organizationId }: Pick<AuditEntry, 'actorId' | 'organizationId'>): boolean {
  if (viewer.userId === null) return false;
  if (isAdministrator(viewer) || actorId === viewer.userId) return true;
  return organizationId !== null && organizationId === administeredOrganization(viewer);
}

/** All that the filter lets through must be the viewer's to see. */
const readsOwnPart = rule('audit-reader', ({ viewer, args }) => {
  if (viewer.userId === null) return UNAUTHENTICATED;
  const { actorId, organizationId } = (args.filter ?? {}) as AuditEntryFilter;
  return maySeeEntry(viewer, { actorId: actorId ?? null, organizationId: organizationId ?? null }) ? null : FORBIDDEN;
});

/** A chain as a whole. */
const verifiesOwnPart = rule('audit-verifier', ({ viewer, args }) => {
  if (viewer.userId === null) return UNAUTHENTICATED;
  return maySeeEntry(viewer, { actorId: null, organizationId: (args.organizationId as string | null | undefined) ?? null }) ? null : FORBIDDEN;
});

export const auditRules = defineRules({
  reads: { AuditEntry: { chain: 'nothing', actor: 'nothing', onBehalfOf: 'nothing', ip: 'nothing', userAgent: 'nothing', details: 'nothing', personalDataErased: 'nothing' } },
  Query: { auditEntries: limited(readsOwnPart, 120, 60), auditEntry: limited(signedIn, 120, 60) },
  Mutation: { verifyAuditTrail: limited(verifiesOwnPart, 10, 60), exportAuditTrail: limited(readsOwnPart, 10, 60) },
  types: { AuditEntry: 'guarded', AuditEntryDetail: 'open', AuditTrailVerification: 'open', AuditTrailBreak: 'open', AuditTrailExport: 'open' },
});
