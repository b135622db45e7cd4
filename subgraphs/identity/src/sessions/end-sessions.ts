import { publishViewerChange } from '@sangam/kit/authorization/viewer-changes';
import type { Transaction } from '@sangam/kit/database/transaction';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { LoginTransaction } from '../login-transactions/login-transaction.entity';
import { LoginSession } from './login-session.entity';

export type RevokeReason =
  | 'LOGOUT' | 'REVOKED' | 'PASSWORD_CHANGED' | 'PASSWORD_RESET' | 'REFRESH_REUSED' | 'ADMINISTRATOR_LEFT' | 'EMAIL_CHANGED' | 'DISABLED' | 'ADDRESS_CLAIMED' | 'ERASED';

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
  if (ended.length > 0) await endImpersonations(ctx, tx, { actorSessionId: ended });
  return ended;
}

/** Ends live sessions that administrators have in somebody else's name. */
export async function endImpersonations(ctx: SubgraphContext, tx: Transaction, of: { readonly actorSessionId: readonly string[] } | { readonly actorId: string }): Promise<void> {
  for (const { id, userId } of await tx.findMany(LoginSession, { ...of, revokedAt: null })) {
    if (await endOne(tx, id, { revokedAt: new Date(ctx.clock.now()), revokeReason: 'ADMINISTRATOR_LEFT' })) publishViewerChange(tx, { sessionId: id, userId });
  }
}

/** Of parallel endings of one session one counts. */
async function endOne(tx: Transaction, id: string, end: Pick<LoginSession, 'revokedAt' | 'revokeReason'>): Promise<boolean> {
  return (await tx.update(LoginSession, { id, revokedAt: null }, end)) === 1;
}
