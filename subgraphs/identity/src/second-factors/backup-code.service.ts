import { findMany, findOne } from '@sangam/kit/database/read';
import type { Transaction } from '@sangam/kit/database/transaction';
import { newId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { identitySettings } from '../settings';
import { BackupCode, BackupCodeSet } from './backup-code.entity';
import { backupCodeText } from './backup-code';

const CODES = 10;

/** Gives a person ten new codes; older ones stop working, also those of a set made at the same moment. */
export async function replaceBackupCodes(ctx: SubgraphContext, tx: Transaction, userId: string): Promise<string[]> {
  const setId = newId();
  const createdAt = new Date(ctx.clock.now());
  await tx.upsert(BackupCodeSet, { userId, id: setId, createdAt }, { on: ['userId'], set: { id: setId, createdAt } });
  await tx.delete(BackupCode, { userId });
  const codes = Array.from({ length: CODES }, () => ({ id: newId(), setId, userId }));
  await tx.insert(BackupCode, codes);
  return textsOf(ctx, codes);
}

/** Codes that a person has not used yet. */
export async function unusedBackupCodes(ctx: SubgraphContext, userId: string): Promise<BackupCode[]> {
  const set = await findOne(ctx, BackupCodeSet, { userId });
  return set ? findMany(ctx, BackupCode, { where: { userId, setId: set.id }, orderBy: [{ property: 'id', direction: 'ASC' }] }) : [];
}

/** What the codes read. */
export function textsOf(ctx: SubgraphContext, codes: readonly Pick<BackupCode, 'id'>[]): string[] {
  const { REFRESH_KEY } = ctx.settings.of(identitySettings);
  return codes.map(({ id }) => backupCodeText(REFRESH_KEY, id));
}

/** Uses a code up; of several parallel uses one wins. */
export async function spendBackupCode(tx: Transaction, code: BackupCode): Promise<boolean> {
  return (await tx.findOne(BackupCodeSet, { userId: code.userId, id: code.setId })) !== null && (await tx.delete(BackupCode, { id: code.id })) === 1;
}

/** For somebody who has no second factor any more. */
export async function removeBackupCodes(tx: Transaction, userId: string): Promise<void> {
  await tx.delete(BackupCodeSet, { userId });
  await tx.delete(BackupCode, { userId });
}
