import { findMany, findOne } from '@sangam/kit/database/read';
import { badInput } from '@sangam/kit/errors/app-error';
import { isId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { adminSettings } from '../settings';
import { AuditChain, PLATFORM_CHAIN } from './audit-chain.entity';
import { AuditEntry } from './audit-entry.entity';
import { recordReading } from './audit-entry.service';
import { pointSeal, sameText, type ChainPoint } from './chain-hash';
import { readCheckpoints } from './checkpoint-file';
import { AuditTrailBreak, AuditTrailBreakKind, AuditTrailVerification } from './verification.types';
import { lastSequence, walkChain, type Walked } from './walk-chain';

/** As many as one request looks at: some seconds. */
const MAX_ENTRIES = 100_000;

export interface TrailPart {
  readonly organizationId: string | null;
  readonly from: Date | null;
  readonly to: Date | null;
}

/** Looks through a chain, or the part of it that was recorded in a time, for the first place at which it was tampered with. @throws AppError BAD_USER_INPUT */
export async function verifyAuditTrail(ctx: SubgraphContext, { organizationId, from, to }: TrailPart): Promise<AuditTrailVerification> {
  if (organizationId !== null && !isId(organizationId)) throw badInput({ path: 'organizationId', reason: 'FORMAT' });
  if (from && to && from.getTime() >= to.getTime()) throw badInput({ path: 'to', reason: 'RANGE', detail: 'must lie after from' });
  const chainId = organizationId ?? PLATFORM_CHAIN;
  const found = await verifyChain(ctx, chainId, { from, to });
  await recordReading(ctx, { action: 'audit.verify', organizationId, detail: { intact: String(found.intact), lastSequence: String(found.lastSequence) } });
  return found;
}

async function verifyChain(ctx: SubgraphContext, chainId: string, time: Pick<TrailPart, 'from' | 'to'>): Promise<AuditTrailVerification> {
  const key = ctx.settings.of(adminSettings).AUDIT_KEY;
  const chain = await findOne(ctx, AuditChain, { id: chainId });
  const base = { chainId, sequence: chain?.baseSequence ?? 0, hash: chain?.baseHash ?? '' };
  const checkpoints = (await readCheckpoints(ctx, chainId)).filter(({ sequence }) => sequence > base.sequence);
  const bounds = await boundsOf(ctx, base, time);
  const end = bounds.to ?? Math.max(chain?.sequence ?? 0, await lastSequence(ctx, chainId));
  const to = Math.min(end, bounds.from.sequence + MAX_ENTRIES);
  const walked = await walkChain(ctx, { chainId, key, from: bounds.from, to, checkpoints: new Map(checkpoints.map(({ sequence, hash }) => [sequence, hash])) });
  const broken = brokenHead(key, { chain, base, walked, toTheEnd: bounds.to === null && to === end, checkpoints });
  return answer(ctx, { walked, broken, complete: to === end, checkedCheckpoints: checkpoints.filter(({ sequence }) => sequence > bounds.from.sequence && sequence <= walked.last.sequence).length });
}

/** Positions of the first and last entry that were recorded in a time; `to` null: up to the end. */
async function boundsOf(ctx: SubgraphContext, base: ChainPoint, { from, to }: Pick<TrailPart, 'from' | 'to'>): Promise<{ readonly from: ChainPoint; readonly to: number | null }> {
  const { chainId } = base;
  const first = from ? await edge(ctx, { chainId, recordedAt: { atLeast: from } }, 'ASC') : null;
  const last = to ? await edge(ctx, { chainId, recordedAt: { lessThan: to } }, 'DESC') : null;
  const before = first && first.sequence - 1 > base.sequence ? await findOne(ctx, AuditEntry, { chainId, sequence: first.sequence - 1 }) : null;
  const start = first && first.sequence - 1 > base.sequence ? { chainId, sequence: first.sequence - 1, hash: before?.hash ?? first.previousHash } : base;
  return { from: start, to: to ? (last?.sequence ?? start.sequence) : null };
}

async function edge(ctx: SubgraphContext, where: object, direction: 'ASC' | 'DESC'): Promise<AuditEntry | null> {
  const [found] = await findMany(ctx, AuditEntry, { where, orderBy: [{ property: 'sequence', direction }], limit: 1 });
  return found ?? null;
}

interface HeadCheck {
  readonly chain: AuditChain | null;
  readonly base: ChainPoint;
  readonly walked: Walked;
  readonly toTheEnd: boolean;
  readonly checkpoints: readonly ChainPoint[];
}

/** What the entries alone do not show: an end that was cut off or added to, and bounds that were moved. */
function brokenHead(key: string, { chain, base, walked, toTheEnd, checkpoints }: HeadCheck): Walked['broken'] {
  const { last, broken } = walked;
  const at = (sequence: number, kind: AuditTrailBreakKind) => ({ sequence, entry: null, kind });
  if (chain && !sameText(chain.baseSeal, pointSeal(key, 'base', base))) return at(base.sequence, AuditTrailBreakKind.HEAD_ALTERED);
  // Nothing follows where the entry is missing: the end was cut off.
  if (broken?.kind === AuditTrailBreakKind.REMOVED && broken.entry === null && toTheEnd && walked.nothingFollows) return at(broken.sequence, AuditTrailBreakKind.TRUNCATED);
  if (broken?.kind === AuditTrailBreakKind.ALTERED && broken.sequence > (chain?.sequence ?? 0)) return { ...broken, kind: AuditTrailBreakKind.INSERTED };
  if (broken || !toTheEnd) return broken;
  if (checkpoints.some(({ sequence }) => sequence > last.sequence)) return at(last.sequence + 1, AuditTrailBreakKind.TRUNCATED);
  if (!chain) return last.sequence > 0 ? at(last.sequence, AuditTrailBreakKind.HEAD_ALTERED) : null;
  const sealed = sameText(chain.seal, pointSeal(key, 'head', { chainId: chain.id, sequence: chain.sequence, hash: chain.hash }));
  return sealed && chain.sequence === last.sequence && chain.hash === last.hash ? null : at(last.sequence, AuditTrailBreakKind.HEAD_ALTERED);
}

interface Finding {
  readonly walked: Walked;
  readonly broken: Walked['broken'];
  readonly complete: boolean;
  readonly checkedCheckpoints: number;
}

function answer(ctx: SubgraphContext, { walked, broken, complete, checkedCheckpoints }: Finding): AuditTrailVerification {
  return Object.assign(new AuditTrailVerification(), {
    intact: broken === null, firstBreak: broken && Object.assign(new AuditTrailBreak(), broken), checkedEntries: walked.checked, erasedEntries: walked.erased,
    checkedCheckpoints, lastSequence: walked.last.sequence, lastHash: walked.last.hash, complete, verifiedAt: new Date(ctx.clock.now()),
  });
}
