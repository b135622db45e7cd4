import type { Transaction } from '../database/transaction';
import { auditRecorded } from '../events/audit-recorded';
import { inputHash } from '../idempotency/input-hash';
import { newId } from '../ids/new-id';
import type { SubgraphContext } from '../running/context';

const ACTION = /^[a-z]+\.[a-z]+(-[a-z]+)*$/;
const LONGEST = { action: 60, type: 60, id: 200 } as const;

/** What a resource was or is. Only its digest and the names of what changed leave the subgraph. */
export type AuditedState = Readonly<Record<string, unknown>>;

export interface AuditRecord {
  /** `<domain>.<verb>`, at most 60 characters, e.g. `account.ban`. */
  readonly action: string;
  /** What it was done to: a type of the graph and an id of at most 200 characters. */
  readonly resource: { readonly type: string; readonly id: string };
  /** In whose chain it is kept; default: the organization that the viewer acts for. Null: the platform's. */
  readonly organizationId?: string | null;
  /** Who did it; default: the viewer, or who acts in the viewer's name. For steps in which nobody is signed in yet. */
  readonly actorId?: string | null;
  /** Leave secrets out, hashes of passwords too: a digest of little can be guessed. */
  readonly before?: AuditedState | null;
  readonly after?: AuditedState | null;
  /** Names of what else changed, where even a digest would say too much: a name or an address can be found by trying. */
  readonly fields?: readonly string[];
  /** Short particulars, never a secret. */
  readonly detail?: Readonly<Record<string, string>>;
}

/**
 * Puts on record in the audit log what the running transaction makes true: it is kept once if that commits, never otherwise.
 * @throws Error for an action or resource that is not one.
 */
export async function recordAudit(ctx: SubgraphContext, tx: Transaction, record: AuditRecord): Promise<void> {
  const { action, resource, before = null, after = null, fields = [], detail = {} } = record;
  if (!ACTION.test(action) || action.length > LONGEST.action) throw new Error(`${action} is not <domain>.<verb>.`);
  if (resource.type.length > LONGEST.type || resource.id.length > LONGEST.id || resource.id === '') throw new Error(`${resource.type} ${resource.id} is not what an audited action is done to.`);
  const { viewer } = ctx;
  const id = newId();
  const organizationId = record.organizationId === undefined ? viewer.organizationId : record.organizationId;
  await tx.record(auditRecorded, {
    aggregateId: id, aggregateVersion: 1, organizationId,
    payload: {
      id, action, resourceType: resource.type, resourceId: resource.id, organizationId, detail,
      actorId: record.actorId === undefined ? (viewer.actorId ?? viewer.userId) : record.actorId, onBehalfOfId: viewer.actorId === null ? null : viewer.userId,
      beforeDigest: before && inputHash(before), afterDigest: after && inputHash(after), changedFields: [...new Set([...changedFields(before, after), ...fields])].sort(),
      ip: viewer.ip, userAgent: viewer.userAgent,
    },
  });
}

/** Names only. Of what came or went as a whole every field changed. */
function changedFields(before: AuditedState | null, after: AuditedState | null): string[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...names].filter((name) => inputHash(before?.[name]) !== inputHash(after?.[name]));
}
