import { findMany } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import type { Transaction } from '@sangam/kit/database/transaction';
import { defineJob } from '@sangam/kit/jobs/define-job';
import { adminSettings } from '../settings';
import { AuditChain } from './audit-chain.entity';
import { AuditEntry } from './audit-entry.entity';
import { AuditPersonalData } from './audit-personal-data.entity';
import { pointSeal } from './chain-hash';

const ENTRIES_A_RUN = 5_000;
const IDS_A_STATEMENT = 500;

/** Chains lose their beginning; where each begins from now on is sealed, so that the rest is proved as before. */
export const removeOldEntries = defineJob<null>({
  name: 'admin.remove-old-audit-entries', description: 'Removes entries of the audit log that are older than AUDIT_RETENTION, from the beginning of their chains, 5,000 at a time.', priority: 'bulk', everyMs: 6 * 3_600_000,
  run: async (ctx) => {
    const { AUDIT_KEY, AUDIT_RETENTION } = ctx.settings.of(adminSettings);
    const limit = new Date(ctx.clock.now() - AUDIT_RETENTION);
    const old = await findMany(ctx, AuditEntry, { where: { recordedAt: { lessThan: limit } }, orderBy: [{ property: 'recordedAt', direction: 'ASC' }], limit: ENTRIES_A_RUN });
    const chains = await findMany(ctx, AuditChain, { where: { id: [...new Set(old.map(({ chainId }) => chainId))] } });
    await transaction(ctx, async (tx) => {
      for (const chain of chains) await removeBeginning(tx, AUDIT_KEY, { chain, entries: beginningOf(chain, old) });
    });
  },
});

/** Those at the beginning of the chain, without a gap. */
function beginningOf({ id, baseSequence }: AuditChain, old: readonly AuditEntry[]): AuditEntry[] {
  const own = old.filter(({ chainId }) => chainId === id).toSorted((one, other) => one.sequence - other.sequence);
  const kept = own.findIndex(({ sequence }, place) => sequence !== baseSequence + 1 + place);
  return kept < 0 ? own : own.slice(0, kept);
}

interface Beginning {
  readonly chain: AuditChain;
  readonly entries: readonly AuditEntry[];
}

async function removeBeginning(tx: Transaction, key: string, { chain: { id, baseSequence }, entries }: Beginning): Promise<void> {
  const last = entries.at(-1);
  if (!last) return;
  const { sequence, hash } = last;
  const baseSeal = pointSeal(key, 'base', { chainId: id, sequence, hash });
  // The database lets only entries go that lie before the base.
  if ((await tx.update(AuditChain, { id, baseSequence }, { baseSequence: sequence, baseHash: hash, baseSeal })) !== 1) return;
  for (let start = 0; start < entries.length; start += IDS_A_STATEMENT) {
    const ids = entries.slice(start, start + IDS_A_STATEMENT).map((entry) => entry.id);
    await tx.delete(AuditPersonalData, { entryId: ids });
    await tx.delete(AuditEntry, { id: ids });
  }
}
