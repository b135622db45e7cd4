import { publishViewerChange } from '@sangam/kit/authorization/viewer-changes';
import type { Transaction } from '@sangam/kit/database/transaction';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { LoginTransaction } from '../login-transactions/login-transaction.entity';
import { LoginSession } from './login-session.entity';

export type RevokeReason = 'LOGOUT' | 'REVOKED' | 'PASSWORD_CHANGED' | 'PASSWORD_RESET' | 'REFRESH_REUSED' | 'DISABLED' | 'ADDRESS_CLAIMED' | 'ERASED';

interface Ending {
  readonly userId: string;
  /** End only this one. */
  readonly only?: string;
  /** Spare this one. */
  readonly except?: string | null;
  readonly reason: RevokeReason;
}

/** Ends live sessions of a person, with sign-ins that are not complete unless it is about one session, in the running transaction; routers hear of it after the commit. Returns the sessions' ids. */
export async function endSessions(ctx: SubgraphContext, tx: Transaction, ending: Ending): Promise<string[]> {
  if (ending.only === undefined) await tx.delete(LoginTransaction, { userId: ending.userId });
  const live = await tx.findMany(LoginSession, { userId: ending.userId, revokedAt: null, ...(ending.only !== undefined && { id: ending.only }) });
  const ended: string[] = [];
  for (const { id } of live) {
    if (id !== ending.except && (await endOne(tx, id, { revokedAt: new Date(ctx.clock.now()), revokeReason: ending.reason }))) ended.push(id);
  }
  for (const sessionId of ended) publishViewerChange(tx, { sessionId, userId: ending.userId });
  return ended;
}

/** Of parallel endings of one session one counts. */
async function endOne(tx: Transaction, id: string, end: Pick<LoginSession, 'revokedAt' | 'revokeReason'>): Promise<boolean> {
  return (await tx.update(LoginSession, { id, revokedAt: null }, end)) === 1;
}
