import { recordAudit } from '@sangam/kit/audit/record-audit';
import type { Transaction } from '@sangam/kit/database/transaction';
import { newId } from '@sangam/kit/ids/new-id';
import { requestEmail } from '@sangam/kit/mail/request-email';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { User } from '../users/user.entity';

interface MfaChange {
  readonly userId: string;
  readonly change: 'ADDED' | 'REMOVED' | 'BACKUP_CODES_REPLACED' | 'BACKUP_CODE_USED';
}

const ACTIONS = {
  ADDED: 'credential.add-second-factor', REMOVED: 'credential.remove-second-factor', BACKUP_CODES_REPLACED: 'credential.replace-backup-codes', BACKUP_CODE_USED: 'credential.use-backup-code',
} as const satisfies Record<MfaChange['change'], string>;

/** Tells the owner of an account what happens to its second factors, and puts it on record. Who does it has proved to be the owner, signed in or not yet. */
export async function tellOfMfaChange(ctx: SubgraphContext, tx: Transaction, { userId, change }: MfaChange): Promise<void> {
  await recordAudit(ctx, tx, { action: ACTIONS[change], resource: { type: 'User', id: userId }, organizationId: null, actorId: userId });
  const user = await tx.findOne(User, { id: userId });
  if (user) await requestEmail(ctx, tx, { key: newId(), to: user.email, userId, template: 'identity.mfa-changed', locale: user.locale, variables: { change } });
}
