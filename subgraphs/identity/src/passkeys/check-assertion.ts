import { createHash } from 'node:crypto';
import { findOne } from '@sangam/kit/database/read';
import type { Transaction } from '@sangam/kit/database/transaction';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import { openChallenge, spendChallenge } from './passkey-challenge';
import { authenticationAnswer } from './passkey-response';
import { Passkey, type ChallengePurpose } from './passkey.entity';
import { relyingParty } from './relying-party';

/** What a device proved. */
export interface Assertion {
  readonly userId: string;
  /** Uses it up; false where somebody else was first. */
  readonly spend: (tx: Transaction) => Promise<boolean>;
}

interface Asked {
  readonly text: string;
  readonly purpose: ChallengePurpose;
  /** Null: whoever has the passkey. */
  readonly userId: string | null;
  /** Whether the device must have checked who holds it (PIN, fingerprint). */
  readonly userVerified: boolean;
}

/** Checks a device's answer to a challenge: signature, challenge, origin, domain, counter. Null when anything is wrong. */
export async function checkAssertion(ctx: SubgraphContext, { text, purpose, userId, userVerified }: Asked): Promise<Assertion | null> {
  const party = relyingParty(ctx);
  const answer = authenticationAnswer(text);
  if (!party || !answer) return null;
  const { response } = answer;
  const challenge = await openChallenge(ctx, answer.challenge, { purpose, userId });
  const passkey = await findOne(ctx, Passkey, { credentialHash: credentialHash(response.id), ...(userId !== null && { userId }) });
  if (!challenge || !passkey || !isHolder(passkey, response.response.userHandle)) return null;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response, expectedChallenge: answer.challenge, expectedOrigin: party.origins, expectedRPID: party.id, requireUserVerification: userVerified,
      credential: { id: passkey.credentialId, publicKey: Buffer.from(passkey.publicKey, 'base64url'), counter: passkey.counter },
    });
    if (!verified) return null;
    const used = { counter: authenticationInfo.newCounter, lastUsedAt: new Date(ctx.clock.now()) };
    return { userId: passkey.userId, spend: async (tx) => (await spendChallenge(tx, challenge)) && (await tx.update(Passkey, { id: passkey.id, counter: passkey.counter }, used)) === 1 };
  } catch (error) {
    // What is wrong with it, a counter that fell back among it, is for the operator.
    ctx.log.warn({ event: 'passkey-refused', userId: passkey.userId, passkeyId: passkey.id, ip: ctx.viewer.ip, requestId: ctx.requestId, reason: error instanceof Error ? error.message : 'unknown' }, 'passkey refused');
    return null;
  }
}

/** Where a device names the person it thinks of, it is the owner. */
function isHolder({ userId }: Passkey, userHandle: string | undefined): boolean {
  return userHandle === undefined || Buffer.from(userHandle, 'base64url').toString() === userId;
}

/** Under which a credential is found. */
export function credentialHash(credentialId: string): string {
  return createHash('sha256').update(credentialId).digest('hex');
}
