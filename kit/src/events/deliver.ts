import type { InternalCalls } from '../calls/internal-calls';
import { AppError } from '../errors/app-error';
import { SUBGRAPH_TIMEOUT, SUBGRAPH_UNAVAILABLE } from '../errors/codes';
import type { Job } from '../jobs/job.entity';
import type { EventEnvelope } from './define-event';

export interface DeliveryPlaces {
  readonly calls: Pick<InternalCalls, 'deliver'>;
  /** Subgraphs of this build. */
  readonly inBuild: readonly string[];
}

/**
 * Hands a recorded event to its consumer. `parked`: the consumer is not in this build.
 * @throws whatever the consumer answered; AppError SUBGRAPH_UNAVAILABLE also for one that has not started yet.
 */
export async function deliverEvent({ calls, inBuild }: DeliveryPlaces, job: Job): Promise<'delivered' | 'parked'> {
  if (job.target === null) throw new Error(`The event in job ${job.id} has no consumer.`);
  const delivery = await calls.deliver(job.target, job.payload as EventEnvelope);
  if (delivery !== 'parked') return 'delivered';
  if (inBuild.includes(job.target)) throw new AppError(SUBGRAPH_UNAVAILABLE);
  return 'parked';
}

/** A consumer that is away for days still gets its events: such attempts end in no death. */
export function isConsumerAway(error: unknown): boolean {
  return error instanceof AppError && (error.definition.code === SUBGRAPH_UNAVAILABLE.code || error.definition.code === SUBGRAPH_TIMEOUT.code);
}
