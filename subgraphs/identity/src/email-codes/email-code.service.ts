import { timingSafeEqual } from 'node:crypto';
import { transaction } from '@sangam/kit/database/run-transaction';
import type { Transaction } from '@sangam/kit/database/transaction';
import { AppError, badInput } from '@sangam/kit/errors/app-error';
import { INVALID_CREDENTIALS, RATE_LIMITED } from '@sangam/kit/errors/codes';
import { newId } from '@sangam/kit/ids/new-id';
import { requestEmail } from '@sangam/kit/mail/request-email';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { takeEmail } from '../email-tokens/email-allowance';
import type { LoginOutcome } from '../sessions/login-result';
import { signIn } from '../sessions/sign-in';
import { identitySettings } from '../settings';
import { addressHash } from '../users/address-hash';
import { canonicalEmail } from '../users/canonical-email';
import { refuseMailless } from '../users/checked-address';
import { claimAccount } from '../users/claim-account';
import { newUser } from '../users/new-user';
import { publishUserRegistered } from '../users/publish-user-webhooks';
import { User, UserStatus } from '../users/user.entity';
import { emailCodeDigits } from './email-code';
import { EmailCode } from './email-code.entity';
import { EmailCodeReceipt, type SignInWithEmailCodeInput } from './email-code.inputs';
import { emailCodeSettings } from './email-code.settings';
import { returnTry, takeTry } from './email-code-tries';

/** Makes a code for an address, known or not, in the place of the one before. Beyond the allowance of mails nothing happens, silently. */
export async function requestEmailCode(ctx: SubgraphContext, email: string): Promise<EmailCodeReceipt> {
  const canonical = canonicalEmail(email);
  if (!canonical) throw badInput({ path: 'email', reason: 'FORMAT' });
  await refuseMailless(ctx, canonical, 'email');
  const { EMAIL_CODE_TTL } = ctx.settings.of(emailCodeSettings);
  const codeId = newId();
  await transaction(ctx, async (tx) => {
    if (!(await takeEmail(ctx, tx, canonical))) return;
    await replaceCode(ctx, tx, { codeId, addressHash: addressHash(canonical) });
    await requestEmail(ctx, tx, {
      key: codeId, to: email, userId: null, template: 'identity.email-code', locale: ctx.viewer.locale, variables: { minutes: String(Math.round(EMAIL_CODE_TTL / 60_000)) },
      secrets: { code: emailCodeDigits(ctx.settings.of(identitySettings).REFRESH_KEY, codeId) },
    });
  });
  return Object.assign(new EmailCodeReceipt(), { email, expiresIn: Math.floor(EMAIL_CODE_TTL / 1_000) });
}

/** @throws AppError RATE_LIMITED where the code before is too young to be replaced. */
async function replaceCode(ctx: SubgraphContext, tx: Transaction, { codeId, addressHash: hash }: Pick<EmailCode, 'codeId' | 'addressHash'>): Promise<void> {
  const { EMAIL_CODE_TTL, EMAIL_CODE_COOLDOWN } = ctx.settings.of(emailCodeSettings);
  const requestedAt = new Date(ctx.clock.now());
  const code = { codeId, tries: 0, requestedAt, expiresAt: new Date(requestedAt.getTime() + EMAIL_CODE_TTL) };
  await tx.upsert(EmailCode, { addressHash: hash, ...code }, { on: ['addressHash'] });
  const coolSince = new Date(requestedAt.getTime() - EMAIL_CODE_COOLDOWN);
  if ((await tx.update(EmailCode, { addressHash: hash, requestedAt: { atMost: coolSince } }, code)) === 1) return;
  const present = await tx.findOne(EmailCode, { addressHash: hash });
  if (present?.codeId === codeId) return;
  throw new AppError(RATE_LIMITED, { retryAfter: Math.max(1, Math.ceil(((present?.requestedAt.getTime() ?? 0) - coolSince.getTime()) / 1_000)) });
}

/** Signs in whoever received the code; the first time this makes the account. Wrong, used, replaced, expired and missing codes are told apart by nobody. */
export async function signInWithEmailCode(ctx: SubgraphContext, input: SignInWithEmailCodeInput): Promise<LoginOutcome> {
  const canonical = canonicalEmail(input.email);
  if (!canonical) throw new AppError(INVALID_CREDENTIALS);
  const codeId = await takeTry(ctx, addressHash(canonical));
  const right = isRight(ctx, codeId, input.code);
  if (!right || codeId === null) throw new AppError(INVALID_CREDENTIALS);
  const user = await transaction(ctx, async (tx) => {
    await useCode(ctx, tx, { codeId, addressHash: addressHash(canonical) });
    return ownerOfAddress(ctx, tx, { ...input, canonical });
  });
  return signIn(ctx, user, { method: 'EMAIL_CODE', deviceLabel: input.deviceLabel ?? null });
}

/** Takes as long where there is no code. */
function isRight(ctx: SubgraphContext, codeId: string | null, given: string): boolean {
  const expected = Buffer.from(emailCodeDigits(ctx.settings.of(identitySettings).REFRESH_KEY, codeId ?? ''));
  const digits = Buffer.from(/^\d{6}$/.test(given) ? given : '------');
  return timingSafeEqual(digits, expected) && codeId !== null;
}

/** Of several parallel uses one wins. */
async function useCode(ctx: SubgraphContext, tx: Transaction, code: Pick<EmailCode, 'codeId' | 'addressHash'>): Promise<void> {
  const used = await tx.delete(EmailCode, { addressHash: code.addressHash, codeId: code.codeId, expiresAt: { moreThan: new Date(ctx.clock.now()) } });
  if (used !== 1) throw new AppError(INVALID_CREDENTIALS);
  await returnTry(tx, code.addressHash);
}

interface ProvenAddress {
  readonly email: string;
  readonly canonical: string;
  readonly displayName?: string | null;
}

async function ownerOfAddress(ctx: SubgraphContext, tx: Transaction, { email, canonical, displayName }: ProvenAddress): Promise<User> {
  const person = newUser(ctx, { displayName, email, emailCanonical: canonical, emailVerified: true, platformRoles: [] });
  await tx.upsert(User, person, { on: ['emailCanonical'] });
  const user = await tx.findOne(User, { emailCanonical: canonical });
  if (!user) throw new AppError(INVALID_CREDENTIALS);
  if (user.id === person.id) await publishUserRegistered(ctx, tx, user.id);
  if (user.status !== UserStatus.ACTIVE || user.emailVerified) return user;
  if (await claimAccount(ctx, tx, user)) await requestEmail(ctx, tx, { key: newId(), to: user.email, userId: user.id, template: 'identity.account-claimed', locale: user.locale });
  return user;
}
