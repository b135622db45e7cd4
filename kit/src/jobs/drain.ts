import type { Clock } from '../clock/clock';
import type { JobRunner } from './worker';
import type { RanJob } from './run-job';

export interface DrainOptions {
  /** Runs what is due up to this instant, epoch milliseconds, repeating jobs too, and leaves the clock there. */
  readonly until?: number;
  /** With `until`: repeating jobs run only at the end of each of these spans, milliseconds, so that weeks pass in few runs. Default: whenever they are due. */
  readonly sweepMs?: number;
  /** More runs than a test can mean: jobs enqueue each other without end. Default 20,000. */
  readonly rounds?: number;
}

/** A clock that tests move. */
interface MovableClock extends Clock {
  moveTo(instant: number): void;
}

/**
 * Runs the jobs and deliveries of these subgraphs in the order of the clock, which is moved to each. Without `until` it
 * ends when nothing waits but repeating jobs.
 * @throws Error naming the jobs that died meanwhile.
 */
export async function drainRunners(runners: readonly JobRunner[], clock: Clock, { until, sweepMs, rounds = 20_000 }: DrainOptions = {}): Promise<RanJob[]> {
  const time = movable(clock);
  const ran: RanJob[] = [];
  if (until !== undefined) for (const runner of runners) await runner.scheduleRepeating();
  const spans = until === undefined ? [undefined] : spanEnds(clock.now(), until, sweepMs);
  for (const end of spans) {
    if (sweepMs !== undefined) await drainSpan({ runners, time, end, rounds, repeating: false }, ran);
    await drainSpan({ runners, time, end, rounds, repeating: end !== undefined }, ran);
  }
  const dead = ran.filter((job) => job.outcome === 'dead');
  if (dead.length > 0) throw new Error(`Jobs died:\n${dead.map((job) => `  ${job.name} (${job.id}), attempt ${job.attempt}: ${job.error}`).join('\n')}`);
  return ran;
}

function spanEnds(start: number, until: number, sweepMs: number | undefined): number[] {
  const ends: number[] = [];
  if (sweepMs !== undefined) for (let end = start + sweepMs; end < until; end += sweepMs) ends.push(end);
  return [...ends, until];
}

interface Span {
  readonly runners: readonly JobRunner[];
  readonly time: MovableClock;
  readonly end: number | undefined;
  readonly rounds: number;
  readonly repeating: boolean;
}

async function drainSpan({ runners, time, end, rounds, repeating }: Span, ran: RanJob[]): Promise<void> {
  for (let round = 0; ; round += 1) {
    if (round > rounds) throw new Error(`The queue does not become empty; the last job was ${ran.at(-1)?.name}.`);
    const next = await earliest(runners, repeating);
    if (!next || (end !== undefined && next.due > end)) break;
    time.moveTo(next.due);
    const one = await next.runner.runOnce({ repeating });
    if (one) ran.push(one);
  }
  if (end !== undefined) time.moveTo(end);
}

async function earliest(runners: readonly JobRunner[], repeating: boolean): Promise<{ readonly runner: JobRunner; readonly due: number } | null> {
  let found: { readonly runner: JobRunner; readonly due: number } | null = null;
  for (const runner of runners) {
    const due = await runner.nextDue({ repeating });
    if (due !== null && (!found || due < found.due)) found = { runner, due };
  }
  return found;
}

function movable(clock: Clock): MovableClock {
  if (!('moveTo' in clock)) throw new Error('Only a fake clock can be drained along.');
  return clock as MovableClock;
}
