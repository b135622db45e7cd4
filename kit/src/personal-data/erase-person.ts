import { transaction } from '../database/run-transaction';
import type { Transaction } from '../database/transaction';
import { defineHandler, type EventHandler } from '../events/define-handler';
import { personalDataErased } from '../events/personal-data-erased';
import { userDeleted } from '../events/user-deleted';
import { defineJob, type JobDefinition } from '../jobs/define-job';
import type { SubgraphContext } from '../running/context';
import { eraseRows } from './erase-rows';
import { forgetJobs } from './forget-jobs';

/** A request that was under way when the account went may still write; it has ended long before. */
const SECOND_PASS_MS = 3_600_000;

interface ErasedPerson {
  readonly userId: string;
  /** The second one catches what was written while the first one ran, and reports. */
  readonly pass: 1 | 2;
}

/** The job that erases a person from one subgraph, in as many runs as it takes. */
export function erasePersonJob(subgraph: string): JobDefinition<ErasedPerson> {
  const job: JobDefinition<ErasedPerson> = defineJob<ErasedPerson>({
    name: `${subgraph}.erase-person`,
    description: 'Erases what the subgraph holds of a person whose account is gone, looks once more an hour later, and reports.',
    leaseMs: 120_000,
    run: (ctx, { userId, pass }) => transaction(ctx, async (tx) => {
      if (!(await eraseRows(ctx, tx, userId))) return tx.enqueue(job, { userId, pass });
      if (pass === 1) return tx.enqueue(job, { userId, pass: 2 }, { runAt: ctx.clock.now() + SECOND_PASS_MS });
      await forgetJobs(tx, { mentioning: userId });
      await tx.record(personalDataErased, { aggregateId: userId, aggregateVersion: 1, payload: { userId, subgraph } });
    }),
  });
  return job;
}

/** Begins the erasure in the transaction that learns of it. `pass` 2: the caller has erased everything in this very transaction. */
export async function beginErasure(ctx: SubgraphContext, tx: Transaction, { userId, pass = 1 }: { readonly userId: string; readonly pass?: 1 | 2 }): Promise<void> {
  await tx.enqueue(erasePersonJob(ctx.subgraph), { userId, pass }, { runAt: ctx.clock.now() + (pass === 1 ? 0 : SECOND_PASS_MS) });
}

export const erasePerson: EventHandler = defineHandler({
  event: userDeleted, name: 'erase-person', run: (ctx, tx, { payload: { userId } }) => beginErasure(ctx, tx, { userId }),
}) as unknown as EventHandler;
