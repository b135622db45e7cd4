import type { Where } from '@sangam/kit/database/where';
import { badInput } from '@sangam/kit/errors/app-error';
import { isId } from '@sangam/kit/ids/new-id';
import type { AuditEntry } from './audit-entry.entity';
import type { AuditEntryFilter } from './audit-entry.inputs';

const MIN_SEARCH = 2;
const MAX_SEARCH = 100;
const LONGEST = { actorId: 36, action: 60, domain: 60, resourceType: 60, resourceId: 200 } as const;

/** Newest first. */
export const NEWEST = [{ property: 'occurredAt', direction: 'DESC' }] as const;

/** @throws AppError BAD_USER_INPUT for a time that ends before it begins, an organization that cannot be one, or a text longer than there is. */
export function conditions({ from, to, search: _search, ...exact }: AuditEntryFilter): Where<AuditEntry> {
  if (from && to && from.getTime() >= to.getTime()) throw badInput({ path: 'filter.to', reason: 'RANGE', detail: 'must lie after from' });
  if (exact.organizationId && !isId(exact.organizationId)) throw badInput({ path: 'filter.organizationId', reason: 'FORMAT' });
  for (const [name, limit] of Object.entries(LONGEST)) {
    if ((exact[name as keyof typeof LONGEST]?.length ?? 0) > limit) throw badInput({ path: `filter.${name}`, reason: 'RANGE', detail: `at most ${limit} characters` });
  }
  const given = Object.fromEntries(Object.entries(exact).filter(([, value]) => value !== null && value !== undefined));
  return { ...given, ...((from ?? to) && { occurredAt: { from: from ?? undefined, to: to ?? undefined } }) };
}

/** @throws AppError BAD_USER_INPUT for a text that is too short or too long. */
export function searched({ search }: AuditEntryFilter) {
  if (search === null || search === undefined) return undefined;
  const text = search.trim();
  if (text.length < MIN_SEARCH || text.length > MAX_SEARCH) throw badInput({ path: 'filter.search', reason: 'RANGE', detail: `${MIN_SEARCH} to ${MAX_SEARCH} characters` });
  return { in: ['action', 'resourceType', 'resourceId', 'requestId'] as const, text };
}
