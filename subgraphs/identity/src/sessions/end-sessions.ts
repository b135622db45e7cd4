import { publishViewerChange } from '@sangam/kit/authorization/viewer-changes';
import type { Transaction } from '@sangam/kit/database/transaction';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { LoginSession } from './login-session.entity';

export type RevokeReason = 'LOGOUT' | 'REVOKED' | 'PASSWORD_CHANGED' | 'PASSWORD_RESET' | 'REFRESH_REUSED' | 'DISABLED' | 'ADDRESS_CLAIMED';

interface Ending {
  readonly userId: string;
  /** End only this one. */
  readonly only?: string;
  /** Spare this one. */
  readonly except?: string | null;
  readonly reason: RevokeReason;
}

/** Ends live sessions of a person in the running transaction; routers hear of it after the commit. Returns their ids. */
export async function endSessions(ctx: SubgraphContext, tx: Transaction, ending: Ending): Promise<string[]> {
  const live = await tx.findMany(LoginSession, { userId: ending.userId, revokedAt: null, ...(ending.only !== undefined && { id: ending.only }) });
  const ids = live.map((session) => session.id).filter((id) => id !== ending.except);
  if (ids.length === 0) return [];
  await tx.update(LoginSession, { id: ids, revokedAt: null }, { revokedAt: new Date(ctx.clock.now()), revokeReason: ending.reason });
  for (const sessionId of ids) publishViewerChange(tx, { sessionId, userId: ending.userId });
  return ids;
}
