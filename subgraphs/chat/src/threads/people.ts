import { ExistingUserIdsDocument } from '@sangam/schema/typed/internal';
import { badInput } from '@sangam/kit/errors/app-error';
import { isId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';

/**
 * Asks identity whether all of these are people who can be written to.
 * @throws AppError BAD_USER_INPUT naming the argument when one is not.
 */
export async function requirePeople(ctx: SubgraphContext, ids: readonly string[], path: string): Promise<void> {
  if (!ids.every(isId)) throw badInput({ path, reason: 'FORMAT', detail: 'not the id of a person' });
  const { existingUserIds } = await ctx.calls.call('identity', ExistingUserIdsDocument, { ids: [...ids] }, { requestId: ctx.requestId, viewer: ctx.viewer });
  if (new Set(existingUserIds).size !== new Set(ids).size) throw badInput({ path, reason: 'RANGE', detail: 'no such person' });
}
