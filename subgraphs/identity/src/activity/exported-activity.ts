import type { ExportedRow } from '@sangam/kit/personal-data/personal-rows';
import type { SubgraphContext } from '@sangam/kit/running/context';
import type { AccountActivity } from './account-activity.entity';

/** As the person sees it: where somebody else acted, not from where. */
export function exportedActivity(_ctx: SubgraphContext, rows: readonly AccountActivity[]): Promise<ExportedRow[]> {
  return Promise.resolve(rows.map(({ id, kind, actorId, ip, sessionId, detail, createdAt }) => ({ id, kind, bySomebodyElse: actorId !== null, ip: actorId === null ? ip : null, sessionId, detail, createdAt })));
}
