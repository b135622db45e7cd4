import type { Transaction } from '@sangam/kit/database/transaction';
import { Passkey, PasskeyChallenge } from '../passkeys/passkey.entity';
import { removeBackupCodes } from './backup-code.service';
import { PendingTotp, TotpMethod } from './totp.entity';

/** Takes every second factor of a person away, those being set up included. */
export async function removeSecondFactors(tx: Transaction, userId: string): Promise<void> {
  await tx.delete(TotpMethod, { userId });
  await tx.delete(PendingTotp, { userId });
  await tx.delete(Passkey, { userId });
  await tx.delete(PasskeyChallenge, { userId });
  await removeBackupCodes(tx, userId);
}
