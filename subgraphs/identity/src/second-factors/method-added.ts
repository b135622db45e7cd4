import type { Transaction } from '@sangam/kit/database/transaction';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { replaceBackupCodes } from './backup-code.service';
import type { MfaMethod } from './mfa-method.types';
import { MfaMethodConfirmed } from './mfa.inputs';
import { tellOfMfaChange } from './tell-of-change';

interface Added {
  readonly userId: string;
  readonly method: MfaMethod;
  readonly isFirst: boolean;
}

/** What follows once a second factor is active: backup codes with the first one, and a mail. */
export async function methodAdded(ctx: SubgraphContext, tx: Transaction, { userId, method, isFirst }: Added): Promise<MfaMethodConfirmed> {
  await tellOfMfaChange(ctx, tx, { userId, change: 'ADDED' });
  return Object.assign(new MfaMethodConfirmed(), { method, backupCodes: isFirst ? await replaceBackupCodes(ctx, tx, userId) : null });
}
