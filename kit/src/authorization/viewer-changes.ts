import type { Transaction } from '../database/transaction';

/** Topic on which whoever owns sessions and rights tells routers that a viewer they remember is out of date. */
export const VIEWER_CHANGED = 'viewer.changed';

export interface ViewerChange {
  readonly userId: string;
  /** Only this session; absent: all of the user's. */
  readonly sessionId?: string;
}

/** Routers forget the viewer at once and close its streams if it is no longer live. */
export function publishViewerChange(tx: Transaction, change: ViewerChange): void {
  tx.publish({ topic: VIEWER_CHANGED, kind: 'ViewerChanged', payload: change, audience: { users: [] } });
}
