import type { Transaction } from '../database/transaction';
import { JobState } from '../jobs/job.entity';

interface Forgotten {
  /** As it stands in payloads: an id, or an address with its quotes, so that it is not found within a longer one. */
  readonly mentioning: string;
  /** Also what has not run yet: nobody wants it any more. */
  readonly alsoWaiting?: boolean;
}

/** Removes jobs and events whose payloads name a person. Reads the whole queue: for what is as rare as an erasure. */
export async function forgetJobs(tx: Transaction, { mentioning, alsoWaiting = false }: Forgotten): Promise<void> {
  const states = [JobState.done, JobState.dead, ...(alsoWaiting ? [JobState.waiting, JobState.parked] : [])];
  await tx.manager.query(`DELETE FROM job WHERE state IN (${states.join(', ')}) AND INSTR(payload, ?) > 0`, [mentioning]);
}
