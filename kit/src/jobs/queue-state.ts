import type { Database } from '../database/database';
import { findMany } from '../database/read';
import { transaction } from '../database/run-transaction';
import { sql } from '../database/sql';
import type { Where } from '../database/where';
import type { SubgraphContext } from '../running/context';
import { DEFAULT_MAX_ATTEMPTS } from './enqueue';
import { Job, JobPriorities, JobState } from './job.entity';
import { NOT_REPEATING } from './repeat';

/** A job that will not run again by itself. Without its payload, which may be private. */
export type DeadJob = Pick<Job, 'id' | 'kind' | 'name' | 'target' | 'attempts' | 'lastError' | 'createdAt' | 'finishedAt' | 'requestId'>;

/** A queue that is only looked at, also from beside the process that works on it. */
interface Readable {
  readonly db: Pick<Database, 'query'>;
}

/** When the next waiting job of each priority is due, epoch milliseconds. Includes jobs being run: their lease is their time. */
export async function dueTimes(ctx: Readable, repeating = true): Promise<ReadonlyMap<number, number>> {
  const priorities = Object.values(JobPriorities);
  const earliest = `SELECT available_at FROM job WHERE state = ${JobState.waiting} AND priority = ?${repeating ? '' : ` AND ${NOT_REPEATING}`} ORDER BY available_at LIMIT 1`;
  const [row] = await ctx.db.query(`SELECT ${priorities.map((priority) => `(${earliest}) AS p${priority}`).join(', ')}`, priorities);
  return new Map(priorities.flatMap((priority) => {
    const due = row?.[`p${priority}`];
    return due === null || due === undefined ? [] : [[priority, Number(due)] as const];
  }));
}

/** How long the oldest due job has been waiting, milliseconds; 0 when none is due. */
export async function lagOf(ctx: Readable & Pick<SubgraphContext, 'clock'>): Promise<number> {
  const times = [...(await dueTimes(ctx)).values()];
  return Math.max(0, ctx.clock.now() - Math.min(...times, Infinity));
}

/** How many jobs gave up. */
export async function countDeadJobs(ctx: Readable): Promise<number> {
  const [row] = await ctx.db.query<{ dead: number }>('SELECT COUNT(*) AS dead FROM job WHERE state = ?', [JobState.dead]);
  return Number(row?.dead ?? 0);
}

/** The jobs that gave up, oldest first. */
export async function findDeadJobs(ctx: Pick<SubgraphContext, 'db'>, limit: number): Promise<DeadJob[]> {
  const found = await findMany(ctx, Job, { where: { state: JobState.dead }, orderBy: [{ property: 'finishedAt', direction: 'ASC' }, { property: 'id', direction: 'ASC' }], limit });
  return found.map(({ id, kind, name, target, attempts, lastError, createdAt, finishedAt, requestId }) => (
    { id, kind, name, target, attempts, lastError, createdAt, finishedAt, requestId }));
}

/** Gives a dead job its attempts once more. False when it is not dead (any more). */
export async function replayJob(ctx: SubgraphContext, id: string): Promise<boolean> {
  // Attempts go on counting: they are the fence against a run that is still under way somewhere.
  const changes = { state: JobState.waiting, availableAt: new Date(ctx.clock.now()), finishedAt: null, maxAttempts: sql('attempts + ?', DEFAULT_MAX_ATTEMPTS) };
  return (await transaction(ctx, (tx) => tx.update(Job, { id, state: JobState.dead }, changes))) === 1;
}

export interface Known {
  /** Subgraphs that events can be delivered to. */
  readonly targets: readonly string[];
  readonly jobs: readonly string[];
}

/** Lets parked events and jobs go for which this build knows a place. Returns how many. */
export async function unparkJobs(ctx: SubgraphContext, known: Known): Promise<number> {
  const parked: Where<Job>[] = [
    { state: JobState.parked, kind: 'event', target: known.targets },
    { state: JobState.parked, kind: 'job', name: known.jobs },
  ];
  const waiting = await Promise.all(parked.map((where) => findMany(ctx, Job, { where, limit: 1 })));
  if (waiting.every((rows) => rows.length === 0)) return 0;
  const released = { state: JobState.waiting, availableAt: new Date(ctx.clock.now()) };
  return transaction(ctx, async (tx) => (await tx.update(Job, parked[0] as Where<Job>, released)) + (await tx.update(Job, parked[1] as Where<Job>, released)));
}
