import type { JsonPayload } from '../events/json-payload';
import type { SubgraphContext } from '../running/context';

export type JobPriority = 'interactive' | 'normal' | 'bulk';

/**
 * Work that outlives the request. Enqueued in the transaction that wants it, run at least once, its database effect
 * exactly once: the first transaction a run opens also finishes the job, fenced by the attempt number. A run opens at
 * most one transaction. Effects outside the database use `ctx.job.id` as the provider's idempotency key.
 */
export interface JobDefinition<P> {
  /** `<subgraph>.<verb>-<noun>`. */
  readonly name: string;
  readonly description: string;
  readonly priority?: JobPriority;
  /** Attempts before the job is dead. Default 12. */
  readonly maxAttempts?: number;
  /** How long one run may take before another worker may claim it, milliseconds. Default 30,000. */
  readonly leaseMs?: number;
  /**
   * For a job that repeats by itself: the time from one run to the next, milliseconds. Runs fall on whole multiples of
   * it since 1970, one for the whole product however many instances there are; missed ones are left out. The payload is
   * null. A failed run is tried again only until the next one is due.
   */
  readonly everyMs?: number;
  /** Rows of the contract that this job covers. */
  readonly covers?: readonly string[];
  readonly run: (ctx: SubgraphContext, payload: P) => Promise<void>;
}

export interface EnqueueOptions {
  /** Not before this instant, epoch milliseconds; default now. */
  readonly runAt?: number;
  /** At most one job of this kind with this key ever exists while the first is kept. */
  readonly dedupeKey?: string;
}

/** The job that a context is running for. */
export interface RunningJob {
  readonly id: string;
  readonly attempt: number;
}

export function defineJob<P extends JsonPayload<P>>(job: JobDefinition<P>): JobDefinition<P> {
  return Object.freeze(job);
}
