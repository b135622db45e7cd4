import { sql } from '@sangam/kit/database/sql';
import type { Transaction } from '@sangam/kit/database/transaction';
import { AppError } from '@sangam/kit/errors/app-error';
import { defineError } from '@sangam/kit/errors/codes';
import { UserCategory } from '../users/user-category.entity';
import { PlatformRole } from '../users/user.entity';

export const LAST_ADMINISTRATOR = defineError('LAST_ADMINISTRATOR', 409, 'Nobody else could administer the platform.');

/**
 * Before somebody gets other platform roles or goes: somebody who may administer must be left. Counting writes the rows of
 * all administrators, so that parallel removals wait for each other. @throws AppError LAST_ADMINISTRATOR
 */
export async function keepAnAdministrator(tx: Transaction, userId: string, rolesToBe: readonly PlatformRole[]): Promise<void> {
  if (rolesToBe.includes(PlatformRole.ADMIN)) return;
  const administrators = await tx.update(UserCategory, { category: PlatformRole.ADMIN }, { counted: sql('counted + 1') });
  if (administrators < 2 && (await tx.findOne(UserCategory, { userId, category: PlatformRole.ADMIN }))) throw new AppError(LAST_ADMINISTRATOR);
}
