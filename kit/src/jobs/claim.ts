import { tableOf, decode } from '../database/entity-table';
import { transaction } from '../database/run-transaction';
import { plainStatement } from '../database/statement-text';
import type { Row } from '../database/sqlite-connection';
import type { Transaction } from '../database/transaction';
import type { SubgraphContext } from '../running/context';
import type { JobDefinition } from './define-job';
import { Job, JobState } from './job.entity';
import { isRepeating, nextRun, NOT_REPEATING, repeatKey } from './repeat';

export interface ClaimRequest {
  readonly limit: number;
  readonly priorities: readonly number[];
  /** Whether runs of repeating jobs are among them. */
  readonly repeating: boolean;
  readonly definitions: Definitions;
}

export type Definitions = ReadonlyMap<string, JobDefinition<never>>;

export interface Claim {
  /** Ours to run until their lease ends; `attempts` is the fence. */
  readonly claimed: readonly Job[];
  /** Their process ended during the last attempt, so that nobody could record the failure; they are dead now. */
  readonly vanished: readonly Job[];
}

const DEFAULT_LEASE = 30_000;

export function leaseOf(job: Job, definitions: Definitions): number {
  return (job.kind === 'job' && definitions.get(job.name)?.leaseMs) || DEFAULT_LEASE;
}

/**
 * Takes due jobs for this worker: by priority, then by time. In a transaction of its own that commits before they run.
 * A waiting job is claimed by pushing its time to the end of the lease, so that a lost one comes back by itself.
 */
export function claimJobs(ctx: SubgraphContext, request: ClaimRequest): Promise<Claim> {
  return transaction(ctx, async (tx) => {
    const claimed: Job[] = [];
    const vanished: Job[] = [];
    for (const priority of [...request.priorities].sort((a, b) => a - b)) {
      for (const job of await lockDue(ctx, tx, { ...request, priority, limit: request.limit - claimed.length })) {
        if (job.leaseUntil !== null && job.attempts >= job.maxAttempts) vanished.push(await bury(ctx, tx, job));
        else claimed.push(await lease(ctx, tx, { job, request }));
      }
    }
    return { claimed, vanished };
  });
}

interface DueRequest extends ClaimRequest {
  readonly priority: number;
}

/** One statement for each priority: only so does the index lead straight to the due rows. */
async function lockDue(ctx: SubgraphContext, tx: Transaction, { priority, limit, repeating }: DueRequest): Promise<Job[]> {
  if (limit <= 0) return [];
  const table = tableOf(ctx.db.metadata, Job);
  const due = `state = ${JobState.waiting} AND priority = ? AND available_at <= ?${repeating ? '' : ` AND ${NOT_REPEATING}`}`;
  const locked = ctx.db.dialect === 'mysql' ? ' FOR UPDATE SKIP LOCKED' : '';
  const { sql, parameters } = plainStatement(`SELECT ${table.columnList} FROM job WHERE ${due} ORDER BY available_at, id LIMIT ${limit}${locked}`, [priority, ctx.clock.now()]);
  const rows = await tx.manager.query<Row[]>(sql, [...parameters]);
  return rows.map((row) => decode(table, row));
}

async function lease(ctx: SubgraphContext, tx: Transaction, { job, request }: { readonly job: Job; readonly request: ClaimRequest }): Promise<Job> {
  const now = ctx.clock.now();
  const leaseUntil = new Date(now + leaseOf(job, request.definitions));
  const attempts = job.attempts + 1;
  await tx.update(Job, { id: job.id }, { attempts, availableAt: leaseUntil, leaseUntil });
  const definition = request.definitions.get(job.name);
  // In this commit, so that a repeating job always has exactly one run ahead.
  if (definition?.everyMs && isRepeating(job) && job.attempts === 0) {
    const runAt = nextRun(now, definition.everyMs);
    await tx.enqueue<unknown>(definition as JobDefinition<unknown>, null, { runAt, dedupeKey: repeatKey(runAt) });
  }
  return Object.assign(job, { attempts, availableAt: leaseUntil, leaseUntil });
}

async function bury(ctx: SubgraphContext, tx: Transaction, job: Job): Promise<Job> {
  const changes = { state: JobState.dead, finishedAt: new Date(ctx.clock.now()), leaseUntil: null, lastError: 'The process ended during the last attempt.' };
  await tx.update(Job, { id: job.id }, changes);
  return Object.assign(job, changes);
}
