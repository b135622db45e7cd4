import type { RecordedEvent } from '../database/transaction';
import { newId } from '../ids/new-id';
import { DEFAULT_MAX_ATTEMPTS, waiting } from '../jobs/enqueue';
import { JobPriorities, type Job } from '../jobs/job.entity';
import type { SubgraphContext } from '../running/context';
import type { EventDefinition, EventEnvelope } from './define-event';

/** One row for each subgraph that reacts to the event; all carry the same envelope. */
export function eventRows<P>(ctx: SubgraphContext, event: EventDefinition<P>, details: RecordedEvent<P>): Job[] {
  const envelope = envelopeOf(ctx, event, details);
  return ctx.consumersOf(event.type).map((target) => ({
    ...waiting(ctx), id: newId(), kind: 'event', name: event.type, target, payload: envelope, priority: JobPriorities[event.priority ?? 'normal'],
    availableAt: new Date(envelope.occurredAt), maxAttempts: DEFAULT_MAX_ATTEMPTS, dedupeKey: null,
  }));
}

function envelopeOf<P>(ctx: SubgraphContext, event: EventDefinition<P>, details: RecordedEvent<P>): EventEnvelope<P> {
  return {
    id: newId(), type: event.type, version: event.version, occurredAt: ctx.clock.now(), aggregateId: details.aggregateId, aggregateVersion: details.aggregateVersion,
    organizationId: details.organizationId === undefined ? ctx.viewer.organizationId : details.organizationId, actorId: ctx.viewer.actorId ?? ctx.viewer.userId,
    requestId: ctx.requestId, payload: details.payload,
  };
}
