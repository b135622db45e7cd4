import { deliverEvent, isConsumerAway, type DeliveryPlaces } from '../events/deliver';
import type { SubgraphContext } from '../running/context';
import { backOff } from './back-off';
import { leaseOf, type Definitions } from './claim';
import type { RunningJob } from './define-job';
import { errorText } from './error-text';
import { buryJob, finishJob, parkJob, postponeJob } from './finish';
import type { Job, JobKind } from './job.entity';
import { LeaseLostError, wasFinished } from './lease';
import { DEFAULT_MAX_ATTEMPTS } from './enqueue';
import { isRepeating, nextRun } from './repeat';

/** `lost`: the lease ended meanwhile, so that the run had no effect in the database. */
export type Outcome = 'done' | 'retried' | 'dead' | 'parked' | 'lost';

export interface RanJob {
  readonly id: string;
  readonly kind: JobKind;
  readonly name: string;
  readonly attempt: number;
  readonly outcome: Outcome;
  readonly error: string | null;
}

/** What a job's context is made for, and in whose name. */
export interface JobOrigin extends RunningJob {
  readonly requestId: string;
  readonly actorId: string | null;
}

export interface JobRoom extends DeliveryPlaces {
  readonly definitions: Definitions;
  /** A fresh context; without a job for the worker's own bookkeeping. */
  readonly contextFor: (job: JobOrigin | null) => SubgraphContext;
  readonly random: () => number;
}

/** Longest pause between two tries to reach a consumer that is away. */
const AWAY_PAUSE = 120_000;

/** Runs a claimed job and records how it ended. Never throws: what cannot be recorded is left to the lease. */
export async function runJob(room: JobRoom, job: Job): Promise<RanJob> {
  const origin: JobOrigin = { id: job.id, attempt: job.attempts, requestId: job.requestId, actorId: job.actorId };
  const ctx = room.contextFor(null);
  const ran = (outcome: Outcome, error: string | null = null): RanJob => ({ id: job.id, kind: job.kind, name: job.name, attempt: job.attempts, outcome, error });
  try {
    const end = await attempt(room, job, origin);
    if (end === 'parked') return ran((await parkJob(ctx, job)) ? 'parked' : 'lost');
    if (wasFinished(origin) || (await finishJob(ctx, job))) return ran('done');
    return ran('lost');
  } catch (error) {
    const text = errorText(error);
    try {
      const outcome = await recordFailure({ room, ctx, job, origin }, error);
      report(ctx, ran(outcome, text));
      return ran(outcome, outcome === 'done' ? null : text);
    } catch (recording) {
      ctx.log.error({ job: job.id, name: job.name, error: text, recording: errorText(recording) }, 'a failed job could not be recorded; its lease will end');
      return ran('lost', text);
    }
  }
}

async function attempt(room: JobRoom, job: Job, origin: JobOrigin): Promise<'finished' | 'parked'> {
  if (job.kind === 'event') return (await deliverEvent(room, job)) === 'parked' ? 'parked' : 'finished';
  const definition = room.definitions.get(job.name);
  if (!definition) return 'parked';
  await withinLease(leaseOf(job, room.definitions), definition.run(room.contextFor(origin), job.payload as never));
  return 'finished';
}

/** A run that hangs gives its slot back; should it wake up later, its attempt is the fence. */
async function withinLease(leaseMs: number, run: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`The run took longer than its lease of ${leaseMs} ms.`)), leaseMs).unref();
  });
  try {
    await Promise.race([run, over]);
  } finally {
    clearTimeout(timer);
  }
}

interface Failed {
  readonly room: JobRoom;
  readonly ctx: SubgraphContext;
  readonly job: Job;
  readonly origin: JobOrigin;
}

async function recordFailure({ room, ctx, job, origin }: Failed, error: unknown): Promise<Outcome> {
  // The effect is committed; only what came after it failed.
  if (wasFinished(origin)) return 'done';
  if (error instanceof LeaseLostError) return 'lost';
  const away = job.kind === 'event' && isConsumerAway(error);
  const definition = room.definitions.get(job.name);
  // A replay continues the count of attempts, but begins with short pauses again.
  const failures = job.attempts - (job.maxAttempts - (definition?.maxAttempts ?? DEFAULT_MAX_ATTEMPTS));
  const at = ctx.clock.now() + backOff(failures, room.random, away ? AWAY_PAUSE : undefined);
  const overtaken = definition?.everyMs !== undefined && isRepeating(job) && at >= nextRun(ctx.clock.now(), definition.everyMs);
  const text = errorText(error);
  if (!away && (job.attempts >= job.maxAttempts || overtaken)) return (await buryJob(ctx, job, text)) ? 'dead' : 'lost';
  return (await postponeJob(ctx, job, { at, error: text })) ? 'retried' : 'lost';
}

function report(ctx: SubgraphContext, { id, name, attempt, outcome, error }: RanJob): void {
  const entry = { job: id, name, attempt, outcome, error };
  if (outcome === 'dead') ctx.log.error(entry, 'a job gave up');
  else if (outcome === 'done') ctx.log.error(entry, 'a job failed after its effect was committed');
  else ctx.log.warn(entry, 'a job failed');
}
