import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { sealedColumn } from '@sangam/kit/database/sealed-column';
import type { Transaction } from '@sangam/kit/database/transaction';
import { AppError, badInput, notFound } from '@sangam/kit/errors/app-error';
import { INVALID_STATE } from '@sangam/kit/errors/codes';
import { newId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { toString as qrCodeOf } from 'qrcode';
import { identitySettings } from '../settings';
import type { User } from '../users/user.entity';
import { methodAdded } from './method-added';
import { countMethods, MAX_METHODS, totpAsMethod } from './mfa-methods';
import { TotpEnrollment, type ConfirmTotpInput, type MfaMethodConfirmed } from './mfa.inputs';
import { MFA_CODE_INVALID } from './second-factor';
import { matchingStep, newTotpSecret, otpauthUri } from './totp';
import { PendingTotp, TotpMethod } from './totp.entity';

/** How long an enrolment can be confirmed, milliseconds. */
const LIFETIME_MS = 3_600_000;

/** Begins to set up an authenticator app; of several enrolments the last one counts. */
export async function enrollTotp(ctx: SubgraphContext, user: User): Promise<TotpEnrollment> {
  const secret = newTotpSecret();
  const expiresAt = new Date(ctx.clock.now() + LIFETIME_MS);
  const pending = { id: newId(), secret: sealedColumn(ctx, PendingTotp, 'secret').seal({ userId: user.id }, secret), expiresAt };
  await transaction(ctx, (tx) => tx.upsert(PendingTotp, { userId: user.id, ...pending }, { on: ['userId'], set: pending }));
  const uri = otpauthUri({ issuer: ctx.settings.of(identitySettings).MFA_ISSUER, account: user.email, secret });
  return Object.assign(new TotpEnrollment(), { id: pending.id, secret, otpauthUri: uri, qrCode: await qrCode(uri), expiresAt });
}

/** As SVG: a PNG of it takes the event loop ten times as long. */
async function qrCode(text: string): Promise<string> {
  const svg = await qrCodeOf(text, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 });
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}

/** What is right about a confirmation, found before its transaction. */
export interface CheckedEnrollment {
  readonly pending: PendingTotp;
  readonly method: TotpMethod;
}

/** Checks the first code of an app. Nobody guesses here: who asks was shown the secret. @throws AppError NOT_FOUND, MFA_CODE_INVALID */
export async function checkEnrollment(ctx: SubgraphContext, userId: string, { enrollmentId, code, label }: ConfirmTotpInput): Promise<CheckedEnrollment> {
  const pending = await findOne(ctx, PendingTotp, { userId, id: enrollmentId });
  if (!pending || pending.expiresAt.getTime() <= ctx.clock.now()) throw notFound();
  const secret = sealedColumn(ctx, PendingTotp, 'secret').open(pending);
  const step = matchingStep(secret, code, ctx.clock.now());
  if (step === null) throw new AppError(MFA_CODE_INVALID);
  const name = label?.trim();
  if (name === '') throw badInput({ path: 'input.label', reason: 'MISSING' });
  const id = newId();
  const sealed = sealedColumn(ctx, TotpMethod, 'secret').seal({ id }, secret);
  const method = { id, userId, label: name ?? null, secret: sealed, lastUsedStep: step, createdAt: new Date(ctx.clock.now()), lastUsedAt: null };
  return { pending, method: Object.assign(new TotpMethod(), method) };
}

/** Makes the app a second factor, unless another enrolment has taken its place. @throws AppError NOT_FOUND, INVALID_STATE (five methods) */
export async function activateTotp(ctx: SubgraphContext, tx: Transaction, { pending, method }: CheckedEnrollment): Promise<MfaMethodConfirmed> {
  if ((await tx.delete(PendingTotp, { userId: pending.userId, id: pending.id })) !== 1) throw notFound();
  const before = await countMethods(tx, method.userId);
  if (before >= MAX_METHODS) throw new AppError(INVALID_STATE);
  await tx.insert(TotpMethod, method);
  return methodAdded(ctx, tx, { userId: method.userId, method: totpAsMethod(method), isFirst: before === 0 });
}

/** Confirms the signed-in person's last enrolment. */
export async function confirmTotp(ctx: SubgraphContext, input: ConfirmTotpInput): Promise<MfaMethodConfirmed> {
  const checked = await checkEnrollment(ctx, ctx.viewer.userId ?? '', input);
  return transaction(ctx, (tx) => activateTotp(ctx, tx, checked));
}
