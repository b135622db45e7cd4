import type { Transaction } from '@sangam/kit/database/transaction';
import { newId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { AccountActivity } from './account-activity.entity';
import type { AccountActivityKind } from './account-activity-kind';

interface Activity {
  /** The person whose account it is. */
  readonly userId: string;
  readonly kind: AccountActivityKind;
  /** Shown to the person as names and values: short, and never a secret. */
  readonly detail?: Readonly<Record<string, string>>;
  /** The session concerned; default: the one in which the person acts. */
  readonly sessionId?: string | null;
  /** Whoever else did it; default: the viewer where that is somebody else. Null where the person proves who they are in this very step. */
  readonly actorId?: string | null;
}

/** Puts on record what the running transaction makes true of an account. */
export function recordActivity(ctx: SubgraphContext, tx: Transaction, { userId, kind, detail = {}, sessionId, actorId }: Activity): Promise<void> {
  const { viewer } = ctx;
  const isOwn = viewer.userId === userId;
  return tx.insert(AccountActivity, {
    id: newId(), userId, kind, detail, ip: viewer.ip, requestId: ctx.requestId, createdAt: new Date(ctx.clock.now()),
    sessionId: sessionId === undefined ? (isOwn ? viewer.sessionId : null) : sessionId,
    actorId: actorId === undefined ? (viewer.actorId ?? (isOwn ? null : viewer.userId)) : actorId,
  });
}
