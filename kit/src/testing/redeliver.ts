import type { Delivery, InternalCalls } from '../calls/internal-calls';
import type { Database } from '../database/database';
import { findMany } from '../database/read';
import type { EventEnvelope } from '../events/define-event';
import { Job } from '../jobs/job.entity';

export interface EventPlaces {
  /** Of the subgraphs that record. */
  readonly databases: readonly Database[];
  readonly calls: Pick<InternalCalls, 'deliver'>;
}

/**
 * Delivers the recorded events of one aggregate to their consumers once more, oldest first, as a sender does that never
 * heard the answer. What each consumer said: `repeated` when every handler had applied it before.
 * @throws Error when none was recorded for a consumer; whatever a consumer answers.
 */
export async function redeliverEvents({ databases, calls }: EventPlaces, event: { readonly type: string }, aggregateId: string): Promise<Delivery[]> {
  const rows = await Promise.all(databases.map((db) => findMany({ db }, Job, { where: { kind: 'event', name: event.type }, orderBy: [{ property: 'createdAt', direction: 'ASC' }, { property: 'id', direction: 'ASC' }] })));
  const recorded = rows.flat().filter(({ payload }) => (payload as EventEnvelope).aggregateId === aggregateId);
  if (recorded.length === 0) throw new Error(`No event ${event.type} of ${aggregateId} was recorded for anybody.`);
  const deliveries: Delivery[] = [];
  for (const { target, payload } of recorded) deliveries.push(await calls.deliver(target ?? '', payload as EventEnvelope));
  return deliveries;
}
