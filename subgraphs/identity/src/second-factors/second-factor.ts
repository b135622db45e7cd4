import { findMany } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { sealedColumn } from '@sangam/kit/database/sealed-column';
import type { Transaction } from '@sangam/kit/database/transaction';
import { AppError } from '@sangam/kit/errors/app-error';
import { defineError } from '@sangam/kit/errors/codes';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { forgetAttempts, noteFailure, secondFactorTries, takeAttempt, type AttemptLimit } from '../credentials/login-throttle';
import { checkAssertion } from '../passkeys/check-assertion';
import { identitySettings } from '../settings';
import { isBackupCode } from './backup-code';
import { spendBackupCode, unusedBackupCodes } from './backup-code.service';
import { MfaMethodKind } from './mfa-method.types';
import type { MfaProofInput } from './mfa.inputs';
import { tellOfMfaChange } from './tell-of-change';
import { matchingStep } from './totp';
import { TotpMethod } from './totp.entity';

export const MFA_CODE_INVALID = defineError('MFA_CODE_INVALID', 401, 'The code is not valid.', ['AUTHENTICATION_FAILED']);

/** Uses a right code up, in the transaction of what it is for; false where somebody else was first. */
type Spend = (tx: Transaction) => Promise<boolean>;

/** Whose second factor something is said to be. */
export interface ClaimedProof {
  readonly userId: string;
  readonly proof: MfaProofInput;
}

/**
 * Does something that needs a second factor, in the transaction that uses the code up. Each try is counted for the
 * account before the code is looked at, whatever it is for: parallel tries and new sign-ins gain nothing.
 * @throws AppError MFA_CODE_INVALID, RATE_LIMITED
 */
export async function withSecondFactor<R>(ctx: SubgraphContext, { userId, proof }: ClaimedProof, then: (tx: Transaction) => Promise<R>): Promise<R> {
  const tries = secondFactorTries(userId);
  await takeAttempt(ctx, tries, limitOf(ctx));
  try {
    const spend = await spending(ctx, userId, proof);
    if (!spend) throw new AppError(MFA_CODE_INVALID);
    return await transaction(ctx, async (tx) => {
      if (!(await spend(tx))) throw new AppError(MFA_CODE_INVALID);
      await forgetAttempts(tx, tries);
      return then(tx);
    });
  } catch (error) {
    await noteFailure(ctx, tries);
    throw error;
  }
}

function limitOf(ctx: SubgraphContext): AttemptLimit {
  const { MFA_ATTEMPTS, MFA_LOCK } = ctx.settings.of(identitySettings);
  return { attempts: MFA_ATTEMPTS, lockMs: MFA_LOCK };
}

const SPENDING: Readonly<Record<MfaMethodKind, (ctx: SubgraphContext, userId: string, code: string) => Promise<Spend | null>>> = {
  [MfaMethodKind.TOTP]: spendTotp,
  [MfaMethodKind.PASSKEY]: spendPasskey,
  [MfaMethodKind.BACKUP_CODE]: spendBackup,
};

function spending(ctx: SubgraphContext, userId: string, { method, code }: MfaProofInput): Promise<Spend | null> {
  return SPENDING[method](ctx, userId, code);
}

async function spendTotp(ctx: SubgraphContext, userId: string, code: string): Promise<Spend | null> {
  const sealer = sealedColumn(ctx, TotpMethod, 'secret');
  const now = ctx.clock.now();
  for (const method of await findMany(ctx, TotpMethod, { where: { userId } })) {
    const step = matchingStep(sealer.open(method), code, now);
    if (step === null) continue;
    return async (tx) => (await tx.update(TotpMethod, { id: method.id, lastUsedStep: { lessThan: step } }, { lastUsedStep: step, lastUsedAt: new Date(now) })) === 1;
  }
  return null;
}

async function spendPasskey(ctx: SubgraphContext, userId: string, text: string): Promise<Spend | null> {
  return (await checkAssertion(ctx, { text, userId, purpose: 'PROOF', userVerified: false }))?.spend ?? null;
}

async function spendBackup(ctx: SubgraphContext, userId: string, typed: string): Promise<Spend | null> {
  const { REFRESH_KEY } = ctx.settings.of(identitySettings);
  const code = (await unusedBackupCodes(ctx, userId)).find(({ id }) => isBackupCode(REFRESH_KEY, id, typed));
  if (!code) return null;
  return async (tx) => {
    await tellOfMfaChange(ctx, tx, { userId, change: 'BACKUP_CODE_USED' });
    return spendBackupCode(tx, code);
  };
}
