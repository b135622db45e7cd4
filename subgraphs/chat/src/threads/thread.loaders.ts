import { listBy } from '@sangam/kit/database/loaders';
import { findMany } from '@sangam/kit/database/read';
import type { LoaderDefinition } from '@sangam/kit/database/loaders';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { ThreadParticipant } from './thread-participant.entity';

/** Participants of a thread, in the order they joined. */
export const participantsOfThread = listBy(ThreadParticipant, 'threadId', { orderBy: [{ property: 'joinedAt', direction: 'ASC' }, { property: 'userId', direction: 'ASC' }] });

/** The viewer's own participation by thread id; null where the viewer does not take part. */
export const ownParticipation: LoaderDefinition<string, ThreadParticipant | null> = {
  name: 'chat.own-participation',
  batch: async (ctx, threadIds) => {
    const rows = await findMany(ctx, ThreadParticipant, { where: { userId: ctx.viewer.userId ?? '', threadId: [...threadIds] } });
    const byThread = new Map(rows.map((row) => [row.threadId, row]));
    return threadIds.map((id) => byThread.get(id) ?? null);
  },
};

/** Whether the viewer takes part in each of some threads. */
export async function takesPart(ctx: SubgraphContext, threadIds: readonly string[]): Promise<boolean[]> {
  const participations = await ctx.loaders.loadMany(ownParticipation, threadIds);
  return participations.map((participation) => participation !== null);
}
