import type { JobPriority } from '../jobs/define-job';
import type { JsonPayload } from './json-payload';

/**
 * A durable event: something that happened and that other subgraphs may react to. Defined once in
 * `schema/events/<subgraph>.ts`, recorded in the transaction that made it true, delivered at least once, applied once.
 */
export interface EventDefinition<P> {
  /** `<subgraph>.<noun>.<past verb>`. */
  readonly type: string;
  readonly version: number;
  /** What happened, in one sentence. */
  readonly description: string;
  /** How urgently it is delivered. Default `normal`. */
  readonly priority?: JobPriority;
  /** Carries the payload's type only. */
  readonly accepts?: (payload: P) => void;
}

/** What travels: JSON values only. */
export interface EventEnvelope<P = unknown> {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  /** Epoch milliseconds. */
  readonly occurredAt: number;
  readonly aggregateId: string;
  /** Grows with each change of the aggregate; handlers ignore older ones. */
  readonly aggregateVersion: number;
  readonly organizationId: string | null;
  readonly actorId: string | null;
  readonly requestId: string;
  readonly payload: P;
}

/** @throws Error for a type that is not `<subgraph>.<noun>.<past verb>`. */
export function defineEvent<P extends JsonPayload<P>>(event: Omit<EventDefinition<P>, 'accepts'>): EventDefinition<P> {
  if (!/^[a-z]+(\.[a-z][a-z-]*){2}$/.test(event.type)) throw new Error(`The event type ${event.type} is not <subgraph>.<noun>.<past verb>.`);
  return Object.freeze({ ...event });
}
