import type { EraseRows } from '@sangam/kit/personal-data/personal-rows';
import { ChatMessage } from './chat-message.entity';

/** Messages of one transaction. */
const BATCH = 1_000;

/** Leaves places without author and text, so that the others' threads stay without gaps. */
export const eraseMessages: EraseRows = async (ctx, tx, userId) => {
  const found = await tx.findMany(ChatMessage, { senderId: userId }, { limit: BATCH });
  const ids = found.map(({ id }) => id);
  await tx.update(ChatMessage, { id: ids, deletedAt: null }, { deletedAt: new Date(ctx.clock.now()) });
  await tx.update(ChatMessage, { id: ids }, { senderId: null, text: null });
  return found.length < BATCH;
};
