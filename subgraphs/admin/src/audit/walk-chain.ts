import { findMany, findOne } from '@sangam/kit/database/read';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { AuditEntry } from './audit-entry.entity';
import { AuditPersonalData } from './audit-personal-data.entity';
import { entryHash, personalDigest, sameText, type ChainPoint } from './chain-hash';
import { AuditTrailBreakKind } from './verification.types';

const PAGE = 1_000;
/** How far an entry is looked for that stands before its place because others before it were taken out. */
const LOOK_AHEAD = 100;

export interface Walk {
  readonly chainId: string;
  readonly key: string;
  /** The place before the first entry. */
  readonly from: ChainPoint;
  /** The last place to look at. */
  readonly to: number;
  /** What must be where, from outside. */
  readonly checkpoints: ReadonlyMap<number, string>;
}

export interface Walked {
  readonly last: ChainPoint;
  readonly checked: number;
  readonly erased: number;
  /** Whether the walk ended because there are no more entries. */
  readonly nothingFollows?: true;
  readonly broken: { readonly sequence: number; readonly entry: AuditEntry | null; readonly kind: AuditTrailBreakKind } | null;
}

/** Goes along a chain a thousand entries at a time, up to the first break. */
export async function walkChain(ctx: SubgraphContext, { chainId, key, from, to, checkpoints }: Walk): Promise<Walked> {
  let [last, checked, erased] = [from, 0, 0];
  while (last.sequence < to) {
    const entries = await findMany(ctx, AuditEntry, { where: { chainId, sequence: { from: last.sequence + 1, to: Math.min(last.sequence + PAGE, to) + 1 } }, orderBy: [{ property: 'sequence', direction: 'ASC' }] });
    const personal = await findMany(ctx, AuditPersonalData, { where: { entryId: entries.map(({ id }) => id) } });
    const personalOf = new Map(personal.map((row) => [row.entryId, row]));
    if (entries.length === 0) return { last, checked, erased, ...(last.sequence >= (await lastSequence(ctx, chainId)) && { nothingFollows: true }), broken: { sequence: last.sequence + 1, entry: null, kind: AuditTrailBreakKind.REMOVED } };
    for (const entry of entries) {
      const sequence = last.sequence + 1;
      if (entry.sequence !== sequence) return { last, checked, erased, broken: { sequence, entry: null, kind: AuditTrailBreakKind.REMOVED } };
      const said = personalOf.get(entry.id);
      const kind = await fault(ctx, key, { entry, previousHash: last.hash }) ?? (said && personalDigest(said) !== entry.personalDigest ? AuditTrailBreakKind.ALTERED : null);
      const pinned = checkpoints.get(sequence);
      if (kind ?? (pinned !== undefined && pinned !== entry.hash)) return { last, checked, erased, broken: { sequence, entry, kind: kind ?? AuditTrailBreakKind.ALTERED } };
      [last, checked, erased] = [{ chainId, sequence, hash: entry.hash }, checked + 1, erased + (said ? 0 : 1)];
    }
  }
  return { last, checked, erased, broken: null };
}

/** Position of the last entry of a chain that there is; 0 without any. */
export async function lastSequence(ctx: SubgraphContext, chainId: string): Promise<number> {
  const [last] = await findMany(ctx, AuditEntry, { where: { chainId }, orderBy: [{ property: 'sequence', direction: 'DESC' }], limit: 1 });
  return last?.sequence ?? 0;
}

interface Standing {
  readonly entry: AuditEntry;
  readonly previousHash: string;
}

/** What is wrong with an entry at its place, if anything is. */
async function fault(ctx: SubgraphContext, key: string, { entry, previousHash }: Standing): Promise<AuditTrailBreakKind | null> {
  if (entry.previousHash === previousHash && isGenuineAt(key, entry, entry.sequence)) return null;
  const { chainId, sequence } = entry;
  const rightful = (await findMany(ctx, AuditEntry, { where: { chainId, previousHash, id: { not: entry.id } }, limit: 2 })).some((other) => isGenuineAt(key, other, sequence));
  const before = await findOne(ctx, AuditEntry, { chainId, hash: entry.previousHash });
  const elsewhere = [...(before ? [before.sequence, before.sequence + 1] : []), ...Array.from({ length: LOOK_AHEAD }, (_none, step) => sequence + step)].some((place) => isGenuineAt(key, entry, place));
  if (rightful) return elsewhere ? AuditTrailBreakKind.REORDERED : AuditTrailBreakKind.INSERTED;
  return elsewhere ? AuditTrailBreakKind.REMOVED : AuditTrailBreakKind.ALTERED;
}

/** Whether this very entry was recorded at the place. */
function isGenuineAt(key: string, entry: AuditEntry, sequence: number): boolean {
  return sameText(entry.hash, entryHash(key, { ...entry, sequence }));
}
