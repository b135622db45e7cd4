import { recordAudit, type AuditRecord } from '@sangam/kit/audit/record-audit';
import type { Viewer } from '@sangam/kit/authorization/viewer';
import { findMany } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import type { EventEnvelope } from '@sangam/kit/events/define-event';
import type { RecordedAudit } from '@sangam/kit/events/audit-recorded';
import { newId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import type { TestGraph } from '@sangam/kit/testing/harness';
import { appendEntry } from './append-entry';
import { AuditEntry } from './audit-entry.entity';

/** A context of some part of the product in which somebody acts. */
export function contextOf(graph: TestGraph, viewer: Partial<Viewer> = {}): SubgraphContext {
  const ctx = graph.context('identity');
  return { ...ctx, viewer: { ...ctx.viewer, ...viewer } };
}

/** Puts something on record as any part of the product does, and waits until it is kept. */
export async function onRecord(graph: TestGraph, viewer: Partial<Viewer>, record: Partial<AuditRecord> = {}): Promise<void> {
  const ctx = contextOf(graph, viewer);
  await transaction(ctx, (tx) => recordAudit(ctx, tx, { action: 'thing.change', resource: { type: 'Thing', id: newId() }, ...record }));
  await graph.jobs.drain();
}

/** Entries of a chain, the first one first. */
export function chainOf(graph: TestGraph, chainId: string): Promise<AuditEntry[]> {
  return findMany(graph.context('admin'), AuditEntry, { where: { chainId }, orderBy: [{ property: 'sequence', direction: 'ASC' }] });
}

/** What the event of an entry looks like when it comes in. */
export function auditEvent(graph: TestGraph, payload: Partial<RecordedAudit> = {}): EventEnvelope<RecordedAudit> {
  const id = newId();
  return {
    id: newId(), type: 'admin.audit.recorded', version: 1, occurredAt: graph.clock.now(), aggregateId: id, aggregateVersion: 1, organizationId: payload.organizationId ?? null, actorId: null, requestId: 'test',
    payload: {
      id, action: 'thing.change', resourceType: 'Thing', resourceId: newId(), organizationId: null, actorId: null, onBehalfOfId: null, beforeDigest: null, afterDigest: null, changedFields: [],
      detail: {}, ip: '', userAgent: null, ...payload,
    },
  };
}

const A_TRANSACTION = 50;

/** As many entries at the end of one chain, one after the other. */
export async function fillChain(graph: TestGraph, chainId: string, entries: number, payload: Partial<RecordedAudit> = {}): Promise<void> {
  const ctx = graph.context('admin');
  for (let left = entries; left > 0; left -= A_TRANSACTION) {
    await transaction(ctx, async (tx) => {
      for (let entry = 0; entry < Math.min(left, A_TRANSACTION); entry += 1) await appendEntry(ctx, tx, auditEvent(graph, { organizationId: chainId, ...payload }));
    });
  }
}
