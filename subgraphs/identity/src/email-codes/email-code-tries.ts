import { transaction } from '@sangam/kit/database/run-transaction';
import { sql } from '@sangam/kit/database/sql';
import { takeOne } from '@sangam/kit/database/take-one';
import type { Transaction } from '@sangam/kit/database/transaction';
import { AppError } from '@sangam/kit/errors/app-error';
import { RATE_LIMITED } from '@sangam/kit/errors/codes';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { EmailCode, EmailCodeTries } from './email-code.entity';
import { emailCodeSettings } from './email-code.settings';

const HOUR_MS = 3_600_000;

/**
 * Counts a try before it is checked, so that parallel guesses cannot outrun the count. Returns the id of the code that may
 * be tried, null where there is none (any more).
 * @throws AppError RATE_LIMITED with the seconds to wait, whether the address has an account or not.
 */
export function takeTry(ctx: SubgraphContext, addressHash: string): Promise<string | null> {
  const { EMAIL_CODE_TRIES } = ctx.settings.of(emailCodeSettings);
  const now = new Date(ctx.clock.now());
  return transaction(ctx, async (tx) => {
    await takeHourlyTry(ctx, tx, addressHash);
    const counted = await tx.update(EmailCode, { addressHash, tries: { lessThan: EMAIL_CODE_TRIES }, expiresAt: { moreThan: now } }, { tries: sql('tries + 1') });
    return counted === 1 ? ((await tx.findOne(EmailCode, { addressHash }))?.codeId ?? null) : null;
  });
}

async function takeHourlyTry(ctx: SubgraphContext, tx: Transaction, addressHash: string): Promise<void> {
  const { EMAIL_CODE_TRIES_PER_HOUR } = ctx.settings.of(emailCodeSettings);
  const now = ctx.clock.now();
  if (await takeOne(tx, EmailCodeTries, { key: { addressHash }, counter: 'tries', limit: EMAIL_CODE_TRIES_PER_HOUR, now, spanMs: HOUR_MS })) return;
  const spent = await tx.findOne(EmailCodeTries, { addressHash });
  throw new AppError(RATE_LIMITED, { retryAfter: Math.max(1, Math.ceil(((spent?.resetsAt.getTime() ?? 0) - now) / 1_000)) });
}

/** Gives back a try that was right: only wrong ones are held against an address. */
export async function returnTry(tx: Transaction, addressHash: string): Promise<void> {
  await tx.update(EmailCodeTries, { addressHash, tries: { moreThan: 0 } }, { tries: sql('tries - 1') });
}
