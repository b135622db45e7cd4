import { findMany } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { defineJob } from '@sangam/kit/jobs/define-job';
import { AuditChain } from './audit-chain.entity';
import { writeCheckpoint } from './checkpoint-file';

const CHAINS_A_RUN = 500;

/** Before the mark is taken away the line is written: after a crash in between it is written twice, never missing. */
export const writeCheckpoints = defineJob<null>({
  name: 'admin.write-audit-checkpoints', description: 'Notes outside the database where each chain of the audit log ends that grew.', priority: 'bulk', everyMs: 3_600_000,
  run: async (ctx) => {
    const grown = await findMany(ctx, AuditChain, { where: { checkpointDue: true }, limit: CHAINS_A_RUN });
    for (const { id, sequence, hash } of grown) await writeCheckpoint(ctx, { chainId: id, sequence, hash });
    await transaction(ctx, async (tx) => {
      // One that grew meanwhile stays marked.
      for (const { id, sequence } of grown) await tx.update(AuditChain, { id, sequence }, { checkpointDue: false });
    });
  },
});
