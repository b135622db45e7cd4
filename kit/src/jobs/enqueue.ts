import { newId } from '../ids/new-id';
import type { SubgraphContext } from '../running/context';
import type { EnqueueOptions, JobDefinition } from './define-job';
import { JobPriorities, JobState, type Job } from './job.entity';

export const DEFAULT_MAX_ATTEMPTS = 12;

/** The row of a job that waits to be claimed. */
export function jobRow<P>(ctx: SubgraphContext, job: JobDefinition<P>, { payload, options }: { readonly payload: P; readonly options: EnqueueOptions }): Job {
  return {
    ...waiting(ctx), id: newId(), kind: 'job', name: job.name, target: null, payload: payload ?? null, priority: JobPriorities[job.priority ?? 'normal'],
    availableAt: new Date(options.runAt ?? ctx.clock.now()), maxAttempts: job.maxAttempts ?? DEFAULT_MAX_ATTEMPTS, dedupeKey: options.dedupeKey ?? null,
  };
}

/** The columns that jobs and events of a context share. */
export function waiting(ctx: SubgraphContext): Pick<Job, 'state' | 'attempts' | 'leaseUntil' | 'createdAt' | 'finishedAt' | 'lastError' | 'requestId' | 'actorId'> {
  return {
    state: JobState.waiting, attempts: 0, leaseUntil: null, createdAt: new Date(ctx.clock.now()), finishedAt: null, lastError: null, requestId: ctx.requestId,
    actorId: ctx.viewer.actorId ?? ctx.viewer.userId,
  };
}
