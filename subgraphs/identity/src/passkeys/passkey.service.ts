import { isUniqueViolation } from '@sangam/kit/database/errors';
import { transaction } from '@sangam/kit/database/run-transaction';
import { AppError, badInput } from '@sangam/kit/errors/app-error';
import { INVALID_CREDENTIALS, INVALID_STATE } from '@sangam/kit/errors/codes';
import { newId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { verifyRegistrationResponse, type VerifiedRegistrationResponse } from '@simplewebauthn/server';
import { methodAdded } from '../second-factors/method-added';
import { MfaMethodKind } from '../second-factors/mfa-method.types';
import { countMethods, MAX_METHODS, passkeyAsMethod } from '../second-factors/mfa-methods';
import type { MfaMethodConfirmed } from '../second-factors/mfa.inputs';
import type { LoginOutcome } from '../sessions/login-result';
import { signIn } from '../sessions/sign-in';
import { User } from '../users/user.entity';
import { checkAssertion, credentialHash } from './check-assertion';
import { openChallenge, spendChallenge } from './passkey-challenge';
import { registrationAnswer } from './passkey-response';
import { Passkey, type PasskeyChallenge } from './passkey.entity';
import type { CompletePasskeyRegistrationInput, SignInWithPasskeyInput } from './passkey.inputs';
import { neededRelyingParty, type RelyingParty } from './relying-party';

/** Keeps the passkey that a device has made, as a second factor and to sign in with. */
export async function completePasskeyRegistration(ctx: SubgraphContext, { response, label }: CompletePasskeyRegistrationInput): Promise<MfaMethodConfirmed> {
  const { credential, challenge } = await checkedRegistration(ctx, response);
  const userId = ctx.viewer.userId ?? '';
  const passkey = Object.assign(new Passkey(), {
    id: newId(), userId, label: label?.trim() || null, credentialHash: credentialHash(credential.id), credentialId: credential.id, publicKey: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter, transports: credential.transports ?? [], createdAt: new Date(ctx.clock.now()), lastUsedAt: null,
  });
  try {
    return await transaction(ctx, async (tx) => {
      if (!(await spendChallenge(tx, challenge))) throw refused();
      const before = await countMethods(tx, userId);
      if (before >= MAX_METHODS) throw new AppError(INVALID_STATE);
      await tx.insert(Passkey, passkey);
      return methodAdded(ctx, tx, { userId, method: passkeyAsMethod(passkey), isFirst: before === 0 });
    });
  } catch (error) {
    throw isUniqueViolation(error) ? refused() : error;
  }
}

async function checkedRegistration(ctx: SubgraphContext, text: string): Promise<{ readonly credential: NonNullable<VerifiedRegistrationResponse['registrationInfo']>['credential']; readonly challenge: PasskeyChallenge }> {
  const party = neededRelyingParty(ctx);
  const answer = registrationAnswer(text);
  const challenge = answer && (await openChallenge(ctx, answer.challenge, { purpose: 'REGISTRATION', userId: ctx.viewer.userId }));
  if (!answer || !challenge) throw refused();
  const info = await registered(party, answer);
  if (!info) throw refused();
  return { credential: info.credential, challenge };
}

async function registered(party: RelyingParty, { response, challenge }: NonNullable<ReturnType<typeof registrationAnswer>>): Promise<VerifiedRegistrationResponse['registrationInfo'] | null> {
  try {
    return (await verifyRegistrationResponse({ response, expectedChallenge: challenge, expectedOrigin: party.origins, expectedRPID: party.id, requireUserVerification: false })).registrationInfo;
  } catch {
    return null;
  }
}

const refused = (): AppError => badInput({ path: 'input.response', reason: 'FORMAT', detail: 'no answer to an open request' });

/** Signs in by a passkey alone. The device has checked who holds it, so that it stands for both factors. */
export async function signInWithPasskey(ctx: SubgraphContext, { response, deviceLabel }: SignInWithPasskeyInput): Promise<LoginOutcome> {
  neededRelyingParty(ctx);
  const assertion = await checkAssertion(ctx, { text: response, purpose: 'SIGN_IN', userId: null, userVerified: true });
  const user = assertion && (await transaction(ctx, async (tx) => ((await assertion.spend(tx)) ? tx.findOne(User, { id: assertion.userId }) : null)));
  if (!user) throw new AppError(INVALID_CREDENTIALS);
  return signIn(ctx, user, { method: 'PASSKEY', second: MfaMethodKind.PASSKEY, deviceLabel: deviceLabel ?? null });
}
