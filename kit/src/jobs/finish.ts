import { transaction } from '../database/run-transaction';
import { sql } from '../database/sql';
import type { Assignments } from '../database/transaction';
import type { SubgraphContext } from '../running/context';
import { Job, JobState } from './job.entity';

/*
 * How a run ends, when its own transaction has not ended it (lease.ts). Each is fenced by the attempt and says whether
 * the job still belonged to this run. They take a context without a job.
 */

export function finishJob(ctx: SubgraphContext, job: Job): Promise<boolean> {
  return end(ctx, job, { state: JobState.done, finishedAt: new Date(ctx.clock.now()), leaseUntil: null });
}

/** Another attempt at `at`, epoch milliseconds. */
export function postponeJob(ctx: SubgraphContext, job: Job, failure: { readonly at: number; readonly error: string }): Promise<boolean> {
  return end(ctx, job, { availableAt: new Date(failure.at), leaseUntil: null, lastError: failure.error });
}

/** No more attempts until somebody replays it. */
export function buryJob(ctx: SubgraphContext, job: Job, error: string): Promise<boolean> {
  return end(ctx, job, { state: JobState.dead, finishedAt: new Date(ctx.clock.now()), leaseUntil: null, lastError: error });
}

/** Waits, without a time, for a build that knows it. The attempt does not count. */
export function parkJob(ctx: SubgraphContext, job: Job): Promise<boolean> {
  return end(ctx, job, { state: JobState.parked, leaseUntil: null, maxAttempts: sql('max_attempts + 1') });
}

async function end(ctx: SubgraphContext, { id, attempts }: Job, changes: Assignments<Job>): Promise<boolean> {
  return (await transaction(ctx, (tx) => tx.update(Job, { id, state: JobState.waiting, attempts }, changes))) === 1;
}
