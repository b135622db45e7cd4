import { listBy } from '@sangam/kit/database/loaders';
import type { Transaction } from '@sangam/kit/database/transaction';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { Passkey } from '../passkeys/passkey.entity';
import { unusedBackupCodes } from './backup-code.service';
import { MfaMethod, MfaMethodKind } from './mfa-method.types';
import { TotpMethod } from './totp.entity';

/** More would only help somebody who guesses. */
export const MAX_METHODS = 5;

const appsOfUser = listBy(TotpMethod, 'userId', { orderBy: [{ property: 'createdAt', direction: 'ASC' }] });
const passkeysOfUser = listBy(Passkey, 'userId', { orderBy: [{ property: 'createdAt', direction: 'ASC' }] });

/** Confirmed second factors of a person, oldest first; backup codes are none. */
export async function mfaMethodsOf(ctx: SubgraphContext, userId: string): Promise<MfaMethod[]> {
  const [apps, keys] = await Promise.all([ctx.loaders.load(appsOfUser, userId), ctx.loaders.load(passkeysOfUser, userId)]);
  return [...apps.map(totpAsMethod), ...keys.map(passkeyAsMethod)].sort((one, other) => one.confirmedAt.getTime() - other.confirmedAt.getTime());
}

/** What a person can prove a second time with; empty without a confirmed method. */
export async function mfaKindsOf(ctx: SubgraphContext, userId: string): Promise<MfaMethodKind[]> {
  const kinds = new Set((await mfaMethodsOf(ctx, userId)).map(({ kind }) => kind));
  if (kinds.size > 0 && (await unusedBackupCodes(ctx, userId)).length > 0) kinds.add(MfaMethodKind.BACKUP_CODE);
  return [...kinds];
}

/** How many second factors a person has, as the running transaction sees it. */
export async function countMethods(tx: Transaction, userId: string): Promise<number> {
  return (await tx.findMany(TotpMethod, { userId })).length + (await tx.findMany(Passkey, { userId })).length;
}

/** Takes one of a person's methods away; whether there was such a one. */
export async function deleteMethod(tx: Transaction, userId: string, id: string): Promise<boolean> {
  return (await tx.delete(TotpMethod, { id, userId })) === 1 || (await tx.delete(Passkey, { id, userId })) === 1;
}

export function totpAsMethod({ id, label, createdAt, lastUsedAt }: TotpMethod): MfaMethod {
  return Object.assign(new MfaMethod(), { id, kind: MfaMethodKind.TOTP, label, confirmedAt: createdAt, lastUsedAt });
}

export function passkeyAsMethod({ id, label, createdAt, lastUsedAt }: Passkey): MfaMethod {
  return Object.assign(new MfaMethod(), { id, kind: MfaMethodKind.PASSKEY, label, confirmedAt: createdAt, lastUsedAt });
}
