import type { EntityTable } from '../database/entity-table';
import type { Session } from '../database/engine';
import type { RunningJob } from './define-job';
import { JobState, type Job } from './job.entity';
import { updateSql } from '../database/write-sql';

/** The run lost its lease: another worker claimed the job, or finished it. Nothing of the transaction was kept. */
export class LeaseLostError extends Error {
  constructor(job: RunningJob) {
    super(`Attempt ${job.attempt} of job ${job.id} no longer holds its lease.`);
    this.name = 'LeaseLostError';
  }
}

const opened = new WeakSet<RunningJob>();
const finished = new WeakSet<RunningJob>();

/** @throws Error for the second transaction of one run of a job. */
export function takeOnlyTransaction(job: RunningJob): void {
  if (opened.has(job)) throw new Error('A run of a job opens at most one transaction: the first also finishes the job (define-job.ts). Enqueue another job for the rest.');
  opened.add(job);
}

/** Whether the job's own transaction has committed and so finished it; else the worker finishes it. */
export function wasFinished(job: RunningJob): boolean {
  return finished.has(job);
}

export function noteFinished(job: RunningJob): void {
  finished.add(job);
}

/**
 * Finishes the job inside the transaction of its effect, so that a run which lost its lease has no effect.
 * @throws LeaseLostError
 */
export async function finishInside(session: Pick<Session, 'write'>, table: EntityTable<Job>, { job, now }: { readonly job: RunningJob; readonly now: number }): Promise<void> {
  const where = { id: job.id, state: JobState.waiting, attempts: job.attempt };
  const { sql, parameters } = updateSql(table, where, { state: JobState.done, finishedAt: new Date(now), leaseUntil: null });
  if ((await session.write(sql, parameters)) !== 1) throw new LeaseLostError(job);
}
