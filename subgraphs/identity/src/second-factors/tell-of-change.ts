import type { Transaction } from '@sangam/kit/database/transaction';
import { newId } from '@sangam/kit/ids/new-id';
import { requestEmail } from '@sangam/kit/mail/request-email';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { User } from '../users/user.entity';

interface MfaChange {
  readonly userId: string;
  readonly change: 'ADDED' | 'REMOVED' | 'BACKUP_CODES_REPLACED' | 'BACKUP_CODE_USED';
}

/** Tells the owner of an account what happens to its second factors. */
export async function tellOfMfaChange(ctx: SubgraphContext, tx: Transaction, { userId, change }: MfaChange): Promise<void> {
  const user = await tx.findOne(User, { id: userId });
  if (user) await requestEmail(ctx, tx, { key: newId(), to: user.email, userId, template: 'identity.mfa-changed', locale: user.locale, variables: { change } });
}
