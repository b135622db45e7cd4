import { sql } from '@sangam/kit/database/sql';
import type { Transaction } from '@sangam/kit/database/transaction';
import type { EventEnvelope } from '@sangam/kit/events/define-event';
import type { RecordedAudit } from '@sangam/kit/events/audit-recorded';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { adminSettings } from '../settings';
import { AuditChain, PLATFORM_CHAIN } from './audit-chain.entity';
import { AuditEntry } from './audit-entry.entity';
import { AuditPersonalData } from './audit-personal-data.entity';
import { entryHash, GENESIS, newSalt, personalDigest, pointSeal } from './chain-hash';

/** Puts an entry at the end of its chain. Writers of one chain queue for its row, from raising the sequence to the commit: no gap, no fork. */
export async function appendEntry(ctx: SubgraphContext, tx: Transaction, event: EventEnvelope<RecordedAudit>): Promise<void> {
  if (await tx.findOne(AuditEntry, { id: event.payload.id })) return;
  const key = ctx.settings.of(adminSettings).AUDIT_KEY;
  const chain = await lockedChain(tx, key, event.payload.organizationId ?? PLATFORM_CHAIN);
  const { sequence } = chain;
  const personal = personalData(event.payload);
  const entry = { ...entryOf(event), chainId: chain.id, sequence, previousHash: chain.hash, personalDigest: personalDigest(personal), recordedAt: new Date(ctx.clock.now()) };
  const hash = entryHash(key, entry);
  await tx.insert(AuditEntry, { ...entry, hash });
  await tx.insert(AuditPersonalData, personal);
  const seal = pointSeal(key, 'head', { chainId: chain.id, sequence, hash });
  if ((await tx.update(AuditChain, { id: chain.id, sequence }, { hash, seal, checkpointDue: true })) !== 1) throw new Error(`The audit chain ${chain.id} moved while it was locked.`);
}

/** The chain with the sequence of the entry to come and the hash of the one before. */
async function lockedChain(tx: Transaction, key: string, id: string): Promise<AuditChain> {
  const baseSeal = pointSeal(key, 'base', { chainId: id, sequence: 0, hash: GENESIS });
  const first = { id, sequence: 1, hash: GENESIS, seal: '', baseSequence: 0, baseHash: GENESIS, baseSeal, checkpointDue: true };
  await tx.upsert(AuditChain, first, { on: ['id'], set: { sequence: sql('sequence + 1') } });
  const chain = await tx.findOne(AuditChain, { id });
  if (!chain) throw new Error(`The audit chain ${id} vanished while it was locked.`);
  return chain;
}

function entryOf({ payload, occurredAt, requestId }: EventEnvelope<RecordedAudit>) {
  const { id, action, resourceType, resourceId, organizationId, actorId, onBehalfOfId, beforeDigest, afterDigest, changedFields } = payload;
  return {
    id, action, domain: action.split('.')[0] ?? '', resourceType, resourceId, organizationId, actorId, onBehalfOfId, beforeDigest, afterDigest, changedFields: [...changedFields],
    requestId, occurredAt: new Date(occurredAt),
  };
}

function personalData({ id, ip, userAgent, detail }: RecordedAudit): AuditPersonalData {
  return Object.assign(new AuditPersonalData(), { entryId: id, salt: newSalt(), ip, userAgent: userAgent?.slice(0, 300) ?? null, detail });
}
