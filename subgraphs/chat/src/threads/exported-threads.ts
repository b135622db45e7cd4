import type { ExportedRow } from '@sangam/kit/personal-data/personal-rows';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { threadById } from './chat-thread.entity';
import type { ThreadParticipant } from './thread-participant.entity';

/** The threads that somebody takes part in. Who else does is not theirs to take along. */
export async function exportedThreads(ctx: SubgraphContext, rows: readonly ThreadParticipant[]): Promise<ExportedRow[]> {
  const threads = await ctx.loaders.loadMany(threadById, rows.map(({ threadId }) => threadId));
  return rows.map(({ threadId, userId, role, joinedAt, lastReadSequence }, index) => {
    const thread = threads[index];
    return { threadId, kind: thread?.kind, title: thread?.title, startedByMe: thread?.createdById === userId, role, joinedAt, lastReadSequence };
  });
}
