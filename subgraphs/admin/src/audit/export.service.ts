import { csvRow } from '@sangam/kit/csv/csv-row';
import { connection } from '@sangam/kit/database/keyset';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { adminSettings } from '../settings';
import { AuditEntry } from './audit-entry.entity';
import type { AuditEntryFilter } from './audit-entry.inputs';
import { recordReading, told } from './audit-entry.service';
import { type AuditPersonalData, personalDataOf } from './audit-personal-data.entity';
import { exportToken, type ExportClaim } from './export-token';
import { AuditExportFormat, AuditTrailExport } from './export.types';
import { conditions, NEWEST, searched } from './find-entries';

export const EXPORT_PATH = '/admin/audit-export';
/** So many are held in memory at a time. */
const ENTRIES_A_PART = 5_000;
const PAGE = 100;

/** A link to the entries that a filter lets through; asking for it is on record. @throws AppError BAD_USER_INPUT */
export async function exportAuditTrail(ctx: SubgraphContext, { format, filter }: Pick<ExportClaim, 'format' | 'filter'>): Promise<AuditTrailExport> {
  conditions(filter);
  searched(filter);
  const { AUDIT_EXPORT_TTL } = ctx.settings.of(adminSettings);
  const expires = ctx.clock.now() + AUDIT_EXPORT_TTL;
  await recordReading(ctx, { action: 'audit.export', organizationId: filter.organizationId ?? null, detail: { ...told(filter), format } });
  const path = linkTo(ctx, { format, filter, actorId: ctx.viewer.actorId ?? ctx.viewer.userId, expires, after: null });
  return Object.assign(new AuditTrailExport(), { path, expiresAt: new Date(expires) });
}

export interface ExportPart {
  readonly body: string;
  /** Path of the next part; null after the last one. */
  readonly next: string | null;
}

/** Up to 5,000 entries; that they were fetched is on record. */
export async function exportPart(ctx: SubgraphContext, claim: ExportClaim): Promise<ExportPart> {
  const { format, filter, after } = claim;
  await recordReading(ctx, { action: 'audit.download', organizationId: filter.organizationId ?? null, detail: { ...told(filter), format }, actorId: claim.actorId });
  const { entries, last } = await entriesAfter(ctx, filter, after);
  const next = last === null ? null : linkTo(ctx, { ...claim, after: last });
  const personal = await ctx.loaders.loadMany(personalDataOf, entries.map(({ id }) => id));
  const rows = entries.map((entry, place) => exported(entry, personal[place] ?? null));
  if (format === AuditExportFormat.JSON) return { next, body: JSON.stringify({ entries: rows, next }) };
  return { next, body: [...(after === null ? [csvRow(COLUMNS)] : []), ...rows.map((row) => csvRow(COLUMNS.map((column) => inCell(row[column]))))].join('') };
}

function linkTo(ctx: SubgraphContext, claim: ExportClaim): string {
  return `${EXPORT_PATH}/${exportToken(ctx.settings.of(adminSettings).AUDIT_KEY, claim)}`;
}

async function entriesAfter(ctx: SubgraphContext, filter: AuditEntryFilter, cursor: string | null): Promise<{ readonly entries: readonly AuditEntry[]; readonly last: string | null }> {
  const entries: AuditEntry[] = [];
  for (let after = cursor; entries.length < ENTRIES_A_PART; ) {
    const { nodes, pageInfo } = await connection(ctx, AuditEntry, { where: conditions(filter), search: searched(filter), orderBy: NEWEST, args: { first: PAGE, after } });
    entries.push(...nodes);
    if (!pageInfo.hasNextPage) return { entries, last: null };
    after = pageInfo.endCursor;
    if (entries.length >= ENTRIES_A_PART) return { entries, last: after };
  }
  return { entries, last: null };
}

function exported(entry: AuditEntry, personal: AuditPersonalData | null) {
  const { id, chainId: chain, sequence, action, resourceType, resourceId, actorId, onBehalfOfId, changedFields, beforeDigest, afterDigest, requestId, hash } = entry;
  return {
    id, chain, sequence, occurredAt: entry.occurredAt.toISOString(), action, resourceType, resourceId, actorId, onBehalfOfId, changedFields, beforeDigest, afterDigest,
    ip: personal?.ip ?? null, userAgent: personal?.userAgent ?? null, details: personal?.detail ?? null, requestId, hash,
  };
}

const COLUMNS = [
  'id', 'chain', 'sequence', 'occurredAt', 'action', 'resourceType', 'resourceId', 'actorId', 'onBehalfOfId', 'changedFields', 'beforeDigest', 'afterDigest', 'ip', 'userAgent', 'details', 'requestId', 'hash',
] as const satisfies readonly (keyof ReturnType<typeof exported>)[];

function inCell(value: ReturnType<typeof exported>[keyof ReturnType<typeof exported>]): string | number | null {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  return Array.isArray(value) ? value.join(' ') : JSON.stringify(value);
}
