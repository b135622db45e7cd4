import { setTimeout as wait } from 'node:timers/promises';
import { finishInside, noteFinished, takeOnlyTransaction } from '../jobs/lease';
import { Job } from '../jobs/job.entity';
import { wakeWorkers } from '../live/wake';
import type { SubgraphContext } from '../running/context';
import { retryReason } from './errors';
import { tableOf } from './entity-table';
import { managed, type ManagedDatabase } from './managed-database';
import { RunningTransaction, type Aftermath } from './running-transaction';
import type { Transaction } from './transaction';
import { assertOutsideTransaction, insideTransaction } from './transaction-scope';
import { within } from './within';

/** A lock wait has already taken its time; deadlocks are quick. */
const MAX_ATTEMPTS = { deadlock: 10, 'lock wait': 2 } as const;

/**
 * The only way to write. Commits what `work` did, or nothing of it when it throws. On SQLite transactions run one after
 * the other; on MySQL they run side by side at READ COMMITTED, so races are decided by `tx.update(…) === 1` and unique
 * keys, never by reading first. `work` may run several times (deadlocks): it touches nothing but `tx`.
 *
 * In a job's context the transaction also finishes the job, fenced by its attempt.
 *
 * @throws whatever `work` throws; LeaseLostError; AppError SERVICE_UNAVAILABLE or STORAGE_FULL from the database; Error
 *   inside another transaction, for a job's second transaction, and when `work` takes too long.
 */
export async function transaction<T>(ctx: SubgraphContext, work: (tx: Transaction) => Promise<T>): Promise<T> {
  assertOutsideTransaction('A transaction');
  const database = managed(ctx.db);
  if (ctx.job) takeOnlyTransaction(ctx.job);
  const { result, aftermath } = await persistently(database, () => attempt(ctx, database, work));
  if (ctx.job) noteFinished(ctx.job);
  ctx.loaders.clear();
  await finish(ctx, aftermath);
  return result;
}

async function persistently<T>(database: ManagedDatabase, once: () => Promise<T>): Promise<T> {
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await once();
    } catch (error) {
      const reason = retryReason(error);
      if (!reason || attempts >= MAX_ATTEMPTS[reason]) throw database.translate(error);
      await wait(Math.random() * Math.min(200, 5 * 2 ** attempts));
    }
  }
}

function attempt<T>(ctx: SubgraphContext, database: ManagedDatabase, work: (tx: Transaction) => Promise<T>): Promise<{ result: T; aftermath: Aftermath }> {
  return database.transact(async (session) => {
    const mark = { database: database.name, open: true };
    const tx = new RunningTransaction(ctx, session);
    try {
      // One that never ends would hold up every other writer.
      const tooLong = () => new Error(`A transaction of ${database.name} ran longer than ${database.timeLimitMs} ms and was rolled back.`);
      const result = await within(database.timeLimitMs, tooLong, insideTransaction(mark, async () => {
        if (ctx.job) await finishInside(session, tableOf(ctx.db.metadata, Job), { job: ctx.job, now: ctx.clock.now() });
        return work(tx);
      }));
      return { result, aftermath: tx.close() };
    } finally {
      mark.open = false;
      tx.close();
    }
  });
}

/** The commit stands: what fails now is logged only. */
async function finish(ctx: SubgraphContext, { effects, madeWork }: Aftermath): Promise<void> {
  for (const effect of effects) {
    try {
      await effect();
    } catch (error) {
      ctx.log.error({ error, requestId: ctx.requestId }, 'an effect after a commit failed');
    }
  }
  if (madeWork) wakeWorkers(ctx);
}
