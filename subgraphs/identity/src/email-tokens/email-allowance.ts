import { takeOne } from '@sangam/kit/database/take-one';
import type { Transaction } from '@sangam/kit/database/transaction';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { identitySettings } from '../settings';
import { addressHash } from '../users/address-hash';
import { EmailAllowance } from './email-token.entity';

const HOUR_MS = 3_600_000;

/** Counts one mail to an address and says whether it may be sent; decided by the database, so parallel requests cannot exceed it. */
export function takeEmail(ctx: SubgraphContext, tx: Transaction, emailCanonical: string): Promise<boolean> {
  const { EMAILS_PER_HOUR } = ctx.settings.of(identitySettings);
  return takeOne(tx, EmailAllowance, { key: { addressHash: addressHash(emailCanonical) }, counter: 'sent', limit: EMAILS_PER_HOUR, now: ctx.clock.now(), spanMs: HOUR_MS });
}
