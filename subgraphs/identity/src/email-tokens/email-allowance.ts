import { sql } from '@sangam/kit/database/sql';
import type { Transaction } from '@sangam/kit/database/transaction';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { identitySettings } from '../settings';
import { addressHash } from '../users/address-hash';
import { EmailAllowance } from './email-token.entity';

const HOUR_MS = 3_600_000;

/** Counts one mail to an address and says whether it may be sent; decided by the database, so parallel requests cannot exceed it. */
export async function takeEmail(ctx: SubgraphContext, tx: Transaction, emailCanonical: string): Promise<boolean> {
  const { EMAILS_PER_HOUR } = ctx.settings.of(identitySettings);
  const hash = addressHash(emailCanonical);
  const now = new Date(ctx.clock.now());
  const resetsAt = new Date(now.getTime() + HOUR_MS);
  await tx.upsert(EmailAllowance, { addressHash: hash, sent: 0, resetsAt }, { on: ['addressHash'] });
  const counted = await tx.update(EmailAllowance, { addressHash: hash, sent: { lessThan: EMAILS_PER_HOUR }, resetsAt: { moreThan: now } }, { sent: sql('sent + 1') });
  return counted === 1 || (await tx.update(EmailAllowance, { addressHash: hash, resetsAt: { atMost: now } }, { sent: 1, resetsAt })) === 1;
}
