import type { Transaction } from '@sangam/kit/database/transaction';
import type { Where } from '@sangam/kit/database/where';
import { AuditEntry } from './audit-entry.entity';
import { AuditPersonalData } from './audit-personal-data.entity';

const ROWS_A_STATEMENT = 500;

/** Erases addresses, clients and particulars of all that a person did, or that was done in their name or to their account. That it was done stays on record, by ids. */
export async function erasePersonalData(tx: Transaction, userId: string): Promise<void> {
  const concerned: readonly Where<AuditEntry>[] = [{ actorId: userId }, { onBehalfOfId: userId }, { resourceType: 'User', resourceId: userId }];
  for (const where of concerned) {
    const ids = (await tx.findMany(AuditEntry, where)).map(({ id }) => id);
    for (let start = 0; start < ids.length; start += ROWS_A_STATEMENT) await tx.delete(AuditPersonalData, { entryId: ids.slice(start, start + ROWS_A_STATEMENT) });
  }
}
