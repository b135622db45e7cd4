import { publishViewerChange } from '@sangam/kit/authorization/viewer-changes';
import type { Transaction } from '@sangam/kit/database/transaction';
import { AppError } from '@sangam/kit/errors/app-error';
import { INVALID_STATE } from '@sangam/kit/errors/codes';
import { deletedUser } from '@sangam/kit/events/user-deleted';
import { requestEmail } from '@sangam/kit/mail/request-email';
import { beginErasure } from '@sangam/kit/personal-data/erase-person';
import { eraseRows } from '@sangam/kit/personal-data/erase-rows';
import { forgetJobs } from '@sangam/kit/personal-data/forget-jobs';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { userDeleted } from '@sangam/schema/events/identity';
import { endSessions } from '../sessions/end-sessions';
import { keepAnAdministrator } from '../user-administration/keep-an-administrator';
import { User, UserStatus } from '../users/user.entity';
import { AccountErasure, AccountErasureReport, AccountErasureState } from './account-erasure.entity';

/**
 * Erases an account for good, in one step: nobody signs in any more, sessions and sockets end, the person's rows here are
 * gone or empty, and the other parts of the product hear of it. Of parallel ones the first counts.
 * @throws AppError LAST_ADMINISTRATOR, INVALID_STATE where the account is erased already.
 */
export async function eraseAccount(ctx: SubgraphContext, tx: Transaction, { user, erasureId }: { readonly user: User; readonly erasureId: string }): Promise<void> {
  await keepAnAdministrator(tx, user.id, []);
  if ((await tx.update(User, { id: user.id, status: { not: UserStatus.ERASED } }, { status: UserStatus.ERASED })) !== 1) throw new AppError(INVALID_STATE);
  await endSessions(ctx, tx, { userId: user.id, reason: 'ERASED' });
  publishViewerChange(tx, { userId: user.id });
  await eraseRows(ctx, tx, user.id);
  const addresses = [...new Set([user.email, user.emailCanonical])];
  for (const address of addresses) await forgetJobs(tx, { mentioning: JSON.stringify(address), alsoWaiting: true });
  await expectReports(ctx, tx, erasureId);
  await beginErasure(ctx, tx, { userId: user.id, pass: 2 });
  await tx.record(userDeleted, { aggregateId: user.id, aggregateVersion: 1, payload: deletedUser(ctx, user.id, addresses) });
  // Nobody's mail: what is kept of it is not the person's, and its recipient is forgotten once it is sent.
  await requestEmail(ctx, tx, { key: `account-erased:${user.id}`, to: user.email, userId: null, template: 'identity.account-erased', locale: user.locale });
}

async function expectReports(ctx: SubgraphContext, tx: Transaction, erasureId: string): Promise<void> {
  const subgraphs = [...new Set([ctx.subgraph, ...ctx.consumersOf(userDeleted.type)])];
  await tx.insert(AccountErasureReport, subgraphs.map((subgraph) => ({ erasureId, subgraph, erasedAt: null })));
  await tx.update(AccountErasure, { id: erasureId }, { state: AccountErasureState.ERASING, scheduledUserId: null, reason: null, erasedAt: new Date(ctx.clock.now()), remaining: subgraphs.length });
}
