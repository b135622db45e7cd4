import { transaction } from '../database/run-transaction';
import { findMany } from '../database/read';
import { Inbox } from '../events/inbox.entity';
import { Idempotency } from '../idempotency/idempotency.entity';
import type { SubgraphContext } from '../running/context';
import { defineJob, type JobDefinition } from './define-job';
import { Job, JobState } from './job.entity';
import { REPEATING } from './repeat';

const DAY = 86_400_000;
const KEEP_DONE = 7 * DAY;
/** A client that repeats a request later than this means another one. */
const KEEP_KEYS = 7 * DAY;
/** Far longer than a sender can have been kept from hearing that its event was applied. */
const KEEP_INBOX = 90 * DAY;
const EVERY = DAY / 4;

export interface PurgeOptions {
  readonly subgraph: string;
  /** A context without a job: it purges in several transactions. */
  readonly contextFor: () => SubgraphContext;
  readonly batch?: number;
}

/** The built-in job that removes what nobody will ask for: jobs done and keyed requests of 7 days ago, the inbox of 90 days ago. */
export function purgeJob({ subgraph, contextFor, batch = 500 }: PurgeOptions): JobDefinition<null> {
  return defineJob<null>({
    name: `${subgraph}.purge-finished-jobs`, description: 'Removes finished jobs and outcomes of keyed requests after 7 days, applied event ids after 90.', priority: 'bulk', everyMs: EVERY, leaseMs: 600_000,
    run: async () => {
      await whileFull(batch, () => purgeJobs(contextFor(), JobState.done, batch));
      await whileFull(batch, () => purgeJobs(contextFor(), JobState.dead, batch));
      await whileFull(batch, () => purgeInbox(contextFor(), batch));
      await whileFull(batch, () => purgeKeys(contextFor(), batch));
    },
  });
}

/** Small transactions, because on SQLite every other writer waits for each. */
async function whileFull(batch: number, purge: () => Promise<number>): Promise<void> {
  while ((await purge()) === batch);
}

/** Of the dead ones only missed runs of repeating jobs; the others wait for somebody to look at them. */
async function purgeJobs(ctx: SubgraphContext, state: number, limit: number): Promise<number> {
  const gone = `state = ? AND finished_at < ?${state === JobState.dead ? ` AND ${REPEATING}` : ''}`;
  const rows = await ctx.db.query<{ id: string }>(`SELECT id FROM job WHERE ${gone} ORDER BY finished_at, id LIMIT ${limit}`, [state, ctx.clock.now() - KEEP_DONE]);
  if (rows.length === 0) return 0;
  return transaction(ctx, (tx) => tx.delete(Job, { id: rows.map((row) => row.id), state }));
}

async function purgeInbox(ctx: SubgraphContext, limit: number): Promise<number> {
  const old = await findMany(ctx, Inbox, { where: { appliedAt: { lessThan: new Date(ctx.clock.now() - KEEP_INBOX) } }, limit });
  if (old.length === 0) return 0;
  await transaction(ctx, async (tx) => {
    for (const { handler, eventId } of old) await tx.delete(Inbox, { handler, eventId });
  });
  return old.length;
}

async function purgeKeys(ctx: SubgraphContext, limit: number): Promise<number> {
  const old = await findMany(ctx, Idempotency, { where: { createdAt: { lessThan: new Date(ctx.clock.now() - KEEP_KEYS) } }, limit });
  if (old.length === 0) return 0;
  await transaction(ctx, async (tx) => {
    for (const { viewerId, field, clientKey } of old) await tx.delete(Idempotency, { viewerId, field, clientKey });
  });
  return old.length;
}
