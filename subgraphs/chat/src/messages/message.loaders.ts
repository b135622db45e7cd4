import { connectionBy } from '@sangam/kit/database/connection-by';
import { notFound } from '@sangam/kit/errors/app-error';
import { isId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { ownParticipation } from '../threads/thread.loaders';
import { ChatMessage, messageById } from './chat-message.entity';

/** Messages of a thread in the order they were sent. */
export const messagesOfThread = connectionBy(ChatMessage, 'threadId', { orderBy: [{ property: 'sequence', direction: 'ASC' }] });

/** A message of a thread the viewer takes part in. @throws AppError NOT_FOUND, for foreign and missing alike. */
export async function visibleMessage(ctx: SubgraphContext, id: string): Promise<ChatMessage> {
  const message = isId(id) ? await ctx.loaders.load(messageById, id) : null;
  if (!message || !(await ctx.loaders.load(ownParticipation, message.threadId))) throw notFound();
  return message;
}
