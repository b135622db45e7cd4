import { recordAudit } from '@sangam/kit/audit/record-audit';
import { connection } from '@sangam/kit/database/keyset';
import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { notFound } from '@sangam/kit/errors/app-error';
import type { Connection, ConnectionArguments } from '@sangam/kit/graphql/connections';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { PLATFORM_CHAIN } from './audit-chain.entity';
import { AuditEntry } from './audit-entry.entity';
import type { AuditEntryFilter } from './audit-entry.inputs';
import { maySeeEntry } from './audit-entry.rules';
import { conditions, NEWEST, searched } from './find-entries';

export interface AuditQuestion {
  readonly filter: AuditEntryFilter;
  readonly args: ConnectionArguments;
}

/** Entries, newest first; that they were read is on record. @throws AppError BAD_USER_INPUT, PAGE_SIZE_OUT_OF_RANGE */
export async function auditEntries(ctx: SubgraphContext, { filter, args }: AuditQuestion): Promise<Connection<AuditEntry>> {
  const found = await connection(ctx, AuditEntry, { where: conditions(filter), search: searched(filter), orderBy: NEWEST, args });
  if (filter.actorId !== ctx.viewer.userId) await recordReading(ctx, { action: 'audit.read', organizationId: filter.organizationId ?? null, detail: told(filter) });
  return found;
}

/** One entry; that it was read is on record. @throws AppError NOT_FOUND, for one that is not the viewer's to see too. */
export async function auditEntry(ctx: SubgraphContext, id: string): Promise<AuditEntry> {
  const entry = await findOne(ctx, AuditEntry, { id });
  if (!entry || !maySeeEntry(ctx.viewer, entry)) throw notFound();
  if (entry.actorId !== ctx.viewer.userId) await recordReading(ctx, { action: 'audit.read', organizationId: entry.organizationId, detail: { entry: id } });
  return entry;
}

export interface Reading {
  readonly action: 'audit.read' | 'audit.export' | 'audit.download' | 'audit.verify';
  readonly organizationId: string | null;
  readonly detail: Readonly<Record<string, string>>;
  /** Default: the viewer. */
  readonly actorId?: string | null;
}

const recorded = new WeakMap<SubgraphContext, Set<string>>();

/** Once for a request and kind of reading, however many fields ask. */
export async function recordReading(ctx: SubgraphContext, { action, organizationId, detail, actorId }: Reading): Promise<void> {
  const kinds = recorded.get(ctx) ?? new Set<string>();
  recorded.set(ctx, kinds);
  const id = organizationId ?? PLATFORM_CHAIN;
  if (kinds.has(`${action} ${id}`)) return;
  kinds.add(`${action} ${id}`);
  await transaction(ctx, (tx) => recordAudit(ctx, tx, { action, resource: { type: 'AuditTrail', id }, organizationId, detail, actorId }));
}

/** A filter in words. */
export function told(filter: AuditEntryFilter): Record<string, string> {
  const given = Object.entries(filter).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, value instanceof Date ? value.toISOString() : String(value)]));
}
