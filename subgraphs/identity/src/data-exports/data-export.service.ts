import { isUniqueViolation } from '@sangam/kit/database/errors';
import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { AppError, notFound } from '@sangam/kit/errors/app-error';
import { CONFLICT } from '@sangam/kit/errors/codes';
import { isId, newId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { userDeleted } from '@sangam/schema/events/identity';
import { AccountActivityKind } from '../activity/account-activity-kind';
import { recordActivity } from '../activity/record-activity';
import { User, UserStatus } from '../users/user.entity';
import { DataExport, DataExportState } from './data-export.entity';
import { collectDataExport } from './data-export.jobs';

/** Begins a copy of a person's data; the one who asks is on record. One a person at a time, by a unique key. */
export async function requestDataExport(ctx: SubgraphContext, userId: string): Promise<DataExport> {
  const wanted: DataExport = Object.assign(new DataExport(), {
    id: newId(), userId, inFlightUserId: userId, requestedById: ctx.viewer.userId === userId ? null : ctx.viewer.userId, state: DataExportState.PENDING,
    place: { subgraphs: [...new Set([ctx.subgraph, ...ctx.consumersOf(userDeleted.type)])], after: null }, fileCount: 0, createdAt: new Date(ctx.clock.now()), readyAt: null, expiresAt: null,
  });
  try {
    await transaction(ctx, async (tx) => {
      if (!isId(userId) || !(await tx.findOne(User, { id: userId, status: { not: UserStatus.ERASED } }))) throw notFound();
      await tx.insert(DataExport, wanted);
      await tx.enqueue(collectDataExport, { exportId: wanted.id });
      await recordActivity(ctx, tx, { userId, kind: AccountActivityKind.DATA_EXPORT_REQUESTED });
    });
  } catch (error) {
    throw isUniqueViolation(error) ? new AppError(CONFLICT) : error;
  }
  return wanted;
}

/** A copy of one's own data, or for administrators anybody's. */
export async function visibleDataExport(ctx: SubgraphContext, id: string): Promise<DataExport> {
  const found = isId(id) ? await findOne(ctx, DataExport, { id }) : null;
  if (!found || (found.userId !== ctx.viewer.userId && !ctx.viewer.platformRoles.includes('ADMIN'))) throw notFound();
  return found;
}
