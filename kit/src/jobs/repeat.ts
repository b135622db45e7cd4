import { findOne } from '../database/read';
import { transaction } from '../database/run-transaction';
import type { SubgraphContext } from '../running/context';
import type { JobDefinition } from './define-job';
import { Job, JobState } from './job.entity';
import { isRepeatKey, REPEAT_MARK } from './repeat-key';

/** Whether a row is a run of a repeating job, and not one that somebody enqueued under the same name. */
export function isRepeating(job: Pick<Job, 'dedupeKey'>): boolean {
  return isRepeatKey(job.dedupeKey);
}

/** The same as conditions in SQL. */
export const REPEATING = `dedupe_key LIKE '${REPEAT_MARK}%'`;
export const NOT_REPEATING = `(dedupe_key IS NULL OR dedupe_key NOT LIKE '${REPEAT_MARK}%')`;

export function repeatKey(runAt: number): string {
  return `${REPEAT_MARK}${runAt}`;
}

/** The next whole multiple of the period, the same for every instance. */
export function nextRun(now: number, everyMs: number): number {
  return (Math.floor(now / everyMs) + 1) * everyMs;
}

/**
 * Makes sure that a repeating job has its next run ahead. Each run enqueues the following one when it is first claimed;
 * instances that do so at once meet in the unique key.
 */
export async function ensureRepeating(ctx: SubgraphContext, definition: JobDefinition<never>): Promise<void> {
  if (!definition.everyMs) return;
  const runAt = nextRun(ctx.clock.now(), definition.everyMs);
  const dedupeKey = repeatKey(runAt);
  if (await findOne(ctx, Job, { name: definition.name, dedupeKey })) return;
  await transaction(ctx, async (tx) => {
    // A period that was made shorter: what was planned with the old one is given up.
    const later = await tx.findMany(Job, { name: definition.name, state: JobState.waiting, attempts: 0, availableAt: { moreThan: new Date(runAt) } });
    await tx.delete(Job, { id: later.filter(isRepeating).map((job) => job.id), state: JobState.waiting, attempts: 0 });
    await tx.enqueue<unknown>(definition as JobDefinition<unknown>, null, { runAt, dedupeKey });
  });
}
