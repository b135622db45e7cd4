import type { InternalCalls } from '../calls/internal-calls';
import type { Clock } from '../clock/clock';
import type { Database } from '../database/database';
import { within } from '../database/within';
import type { LiveBus } from '../live/live-bus';
import { onWake, wakeWorkers } from '../live/wake';
import type { Logger } from '../observability/logger';
import type { SubgraphContext } from '../running/context';
import { claimJobs, type Definitions } from './claim';
import type { JobDefinition } from './define-job';
import { drainRunners, type DrainOptions } from './drain';
import { errorText } from './error-text';
import { JobPriorities } from './job.entity';
import { purgeJob } from './purge';
import { dueTimes, findDeadJobs, lagOf, replayJob, unparkJobs, type DeadJob } from './queue-state';
import { ensureRepeating } from './repeat';
import { runJob, type JobOrigin, type JobRoom, type RanJob } from './run-job';
import { Signal } from './signal';

export interface JobRunnerOptions {
  readonly database: Database;
  readonly definitions: readonly JobDefinition<never>[];
  readonly clock: Clock;
  readonly log: Logger;
  readonly live: LiveBus;
  readonly calls: Pick<InternalCalls, 'deliver'>;
  /** Subgraphs of this build: events for others are parked. */
  readonly inBuild: readonly string[];
  readonly contextFor: (job: JobOrigin | null) => SubgraphContext;
  /** Jobs run side by side. Default 4, and one more for interactive jobs only. */
  readonly concurrency?: number;
  /** How often the table is read when nobody calls, milliseconds. Default 500 on a server, which others write to, else 5,000. */
  readonly pollMs?: number;
  /** How long `stop` waits for running jobs, milliseconds. Default 10,000. */
  readonly stopWithinMs?: number;
  readonly random?: () => number;
}

/** The workers of one subgraph's job table. */
export interface JobRunner {
  /** Begins to run jobs by itself. */
  start(): Promise<void>;
  /** Takes no more jobs and waits for the running ones; what does not end in time is left to its lease. */
  stop(): Promise<void>;
  /** Runs the next due job, if any, and records how it ended. For tests and tools. */
  runOnce(options?: { readonly repeating?: boolean }): Promise<RanJob | null>;
  /** Runs everything in the order of a fake clock. @throws Error naming the jobs that died. */
  drain(options?: DrainOptions): Promise<RanJob[]>;
  /** When the next job is due, epoch milliseconds; null when none waits. */
  nextDue(options?: { readonly repeating?: boolean }): Promise<number | null>;
  /** Enqueues the next run of every repeating job. */
  scheduleRepeating(): Promise<void>;
  /** How long the oldest due job has been waiting, milliseconds. */
  lag(): Promise<number>;
  deadJobs(limit?: number): Promise<DeadJob[]>;
  /** Runs a dead job again. False when there is no such dead job. */
  replay(id: string): Promise<boolean>;
  /** Lets parked jobs and events go that this build knows; done at start and every minute. */
  unpark(): Promise<number>;
}

interface Lane {
  readonly size: number;
  readonly priorities: readonly number[];
  running: number;
}

const HOUSEKEEPING_MS = 60_000;
/** Between two tries while the database is away. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5_000;

class TableRunner implements JobRunner {
  private readonly room: JobRoom;
  private readonly lanes: readonly Lane[];
  private readonly signal = new Signal();
  private readonly running = new Set<Promise<void>>();
  private readonly definitions: Definitions;
  private stopping = false;
  private looping: Promise<void> | null = null;
  private leave: (() => Promise<void>) | null = null;
  private keptHouseAt = -Infinity;

  constructor(private readonly options: JobRunnerOptions) {
    const subgraph = options.database.name;
    this.definitions = byName([...options.definitions, purgeJob({ subgraph, contextFor: () => options.contextFor(null) }) as JobDefinition<never>]);
    this.room = { calls: options.calls, inBuild: options.inBuild, definitions: this.definitions, contextFor: options.contextFor, random: options.random ?? Math.random };
    this.lanes = [
      { size: options.concurrency ?? 4, priorities: Object.values(JobPriorities), running: 0 },
      // A mail with a one-time code does not wait behind long imports.
      { size: 1, priorities: [JobPriorities.interactive], running: 0 },
    ];
  }

  async start(): Promise<void> {
    if (this.looping) throw new Error('The workers are running already.');
    const { database, live } = this.options;
    this.leave = await onWake({ db: database, live, subgraph: database.name }, this.signal.call);
    this.looping = this.loop();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.signal.call();
    await this.leave?.();
    await this.looping;
    const late = () => new Error('Jobs are still running.');
    await within(this.options.stopWithinMs ?? 10_000, late, Promise.all(this.running)).catch(() => {
      this.options.log.warn({ running: this.running.size }, 'jobs did not end in time; their leases will');
    });
  }

  async runOnce({ repeating = true } = {}): Promise<RanJob | null> {
    const ctx = this.options.contextFor(null);
    const { claimed: [job], vanished: [dead] } = await claimJobs(ctx, { limit: 1, priorities: Object.values(JobPriorities), repeating, definitions: this.definitions });
    if (job) return runJob(this.room, job);
    return dead ? { id: dead.id, kind: dead.kind, name: dead.name, attempt: dead.attempts, outcome: 'dead', error: dead.lastError } : null;
  }

  drain(options: DrainOptions = {}): Promise<RanJob[]> {
    return drainRunners([this], this.options.clock, options);
  }

  async nextDue({ repeating = true } = {}): Promise<number | null> {
    const times = [...(await dueTimes({ db: this.options.database }, repeating)).values()];
    return times.length === 0 ? null : Math.min(...times);
  }

  async scheduleRepeating(): Promise<void> {
    for (const definition of this.definitions.values()) await ensureRepeating(this.options.contextFor(null), definition);
  }

  lag(): Promise<number> {
    return lagOf({ db: this.options.database, clock: this.options.clock });
  }

  deadJobs(limit = 100): Promise<DeadJob[]> {
    return findDeadJobs({ db: this.options.database }, limit);
  }

  async replay(id: string): Promise<boolean> {
    const ctx = this.options.contextFor(null);
    const replayed = await replayJob(ctx, id);
    if (replayed) wakeWorkers(ctx);
    return replayed;
  }

  unpark(): Promise<number> {
    return unparkJobs(this.options.contextFor(null), { targets: this.options.inBuild, jobs: [...this.definitions.keys()] });
  }

  private async loop(): Promise<void> {
    for (let failures = 0; !this.stopping;) {
      let pause: number;
      try {
        await this.keepHouse();
        pause = await this.dispatch();
        failures = 0;
      } catch (error) {
        if (failures === 0) this.options.log.error({ error: errorText(error) }, 'the job table cannot be read');
        failures += 1;
        pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * failures);
      }
      await this.signal.wait(pause);
    }
  }

  /** Starts what is due and fits; returns the milliseconds until the next look. */
  private async dispatch(): Promise<number> {
    const { database, pollMs = database.dialect === 'mysql' ? 500 : 5_000 } = this.options;
    const due = await dueTimes({ db: database });
    const now = this.options.clock.now();
    let claimed = 0;
    for (const lane of this.lanes) {
      const priorities = lane.priorities.filter((priority) => (due.get(priority) ?? Infinity) <= now);
      if (priorities.length > 0 && lane.running < lane.size && !this.stopping) claimed += await this.fill(lane, priorities);
    }
    if (claimed > 0) return 0;
    const next = Math.min(...[...due.values()].filter((time) => time > now), Infinity);
    return Math.min(pollMs, next - now);
  }

  private async fill(lane: Lane, priorities: readonly number[]): Promise<number> {
    const request = { limit: lane.size - lane.running, priorities, repeating: true, definitions: this.definitions };
    const { claimed, vanished } = await claimJobs(this.options.contextFor(null), request);
    for (const { id, name, lastError } of vanished) this.options.log.error({ job: id, name, error: lastError }, 'a job gave up');
    for (const job of claimed) {
      lane.running += 1;
      const run = runJob(this.room, job).then(() => {
        lane.running -= 1;
        this.running.delete(run);
        this.signal.call();
      });
      this.running.add(run);
    }
    return claimed.length + vanished.length;
  }

  private async keepHouse(): Promise<void> {
    const now = performance.now();
    if (now - this.keptHouseAt < HOUSEKEEPING_MS) return;
    await this.unpark();
    await this.scheduleRepeating();
    this.keptHouseAt = now;
  }
}

function byName(definitions: readonly JobDefinition<never>[]): Definitions {
  const found = new Map<string, JobDefinition<never>>();
  for (const definition of definitions) {
    if (found.has(definition.name)) throw new Error(`Two jobs are called ${definition.name}.`);
    found.set(definition.name, definition);
  }
  return found;
}

/** Workers for a subgraph's job table. They run when `start` is called; tests drain instead. */
export function createJobRunner(options: JobRunnerOptions): JobRunner {
  return new TableRunner(options);
}
