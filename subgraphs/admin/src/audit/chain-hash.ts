import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { inputHash } from '@sangam/kit/idempotency/input-hash';
import type { AuditEntry } from './audit-entry.entity';
import type { AuditPersonalData } from './audit-personal-data.entity';

/** What the first entry of a chain follows. */
export const GENESIS = '';

const mac = (key: string, purpose: string, parts: readonly unknown[]) => createHmac('sha256', key).update(JSON.stringify([purpose, ...parts])).digest('base64url');

/** Digest of an entry at its place: its columns, the chain, the sequence and the entry before. Without the key nobody can make another that fits. */
export function entryHash(key: string, entry: Omit<AuditEntry, 'hash'>): string {
  const { chainId, sequence, previousHash, id, action, domain, resourceType, resourceId, organizationId, actorId, onBehalfOfId } = entry;
  const { beforeDigest, afterDigest, changedFields, personalDigest, requestId, occurredAt, recordedAt } = entry;
  return mac(key, 'audit-entry/1', [
    chainId, sequence, previousHash, id, action, domain, resourceType, resourceId, organizationId, actorId, onBehalfOfId,
    beforeDigest, afterDigest, changedFields, personalDigest, requestId, occurredAt.getTime(), recordedAt.getTime(),
  ]);
}

/** A place of a chain and what was there. */
export interface ChainPoint {
  readonly chainId: string;
  readonly sequence: number;
  readonly hash: string;
}

/** `head`: where the chain ends; `base`: after which entry it begins; `checkpoint`: where it once ended. None can be taken for another. */
export function pointSeal(key: string, kind: 'head' | 'base' | 'checkpoint', { chainId, sequence, hash }: ChainPoint): string {
  return mac(key, `audit-${kind}/1`, [chainId, sequence, hash]);
}

/** Whether two texts are equal, in a time that does not tell where they differ. */
export function sameText(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)];
  return first.length === second.length && timingSafeEqual(first, second);
}

export function newSalt(): string {
  return randomBytes(32).toString('base64url');
}

/** Salted, so that whoever has the chain alone cannot find by trying what was erased. */
export function personalDigest({ salt, ip, userAgent, detail }: Omit<AuditPersonalData, 'entryId'>): string {
  return createHash('sha256').update(`${salt}\n${inputHash({ ip, userAgent, detail })}`).digest('base64url');
}
