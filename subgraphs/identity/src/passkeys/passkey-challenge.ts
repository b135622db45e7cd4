import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import type { Transaction } from '@sangam/kit/database/transaction';
import { newId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { derivedToken, readDerivedToken } from '../keys/derived-token';
import { identitySettings } from '../settings';
import { PasskeyChallenge, type ChallengePurpose } from './passkey.entity';

/** As long as a sign-in may take. */
const LIFETIME_MS = 10 * 60_000;

interface Asked {
  readonly purpose: ChallengePurpose;
  /** Null: whoever has a passkey. */
  readonly userId: string | null;
}

/** A new challenge for a device to sign. */
export async function newChallenge(ctx: SubgraphContext, { purpose, userId }: Asked): Promise<string> {
  const challenge = { id: newId(), userId, purpose, expiresAt: new Date(ctx.clock.now() + LIFETIME_MS) };
  await transaction(ctx, (tx) => tx.insert(PasskeyChallenge, challenge));
  return derivedToken(ctx.settings.of(identitySettings).REFRESH_KEY, purposeOf(purpose), challenge.id);
}

/** The open challenge that a device signed, by what its client data names (base64url); else null. */
export async function openChallenge(ctx: SubgraphContext, named: string, { purpose, userId }: Asked): Promise<PasskeyChallenge | null> {
  const id = readDerivedToken(ctx.settings.of(identitySettings).REFRESH_KEY, purposeOf(purpose), Buffer.from(named, 'base64url').toString());
  const challenge = id === null ? null : await findOne(ctx, PasskeyChallenge, { id, purpose, userId });
  return challenge && challenge.expiresAt.getTime() > ctx.clock.now() ? challenge : null;
}

/** Answers a challenge; of several parallel answers one wins. */
export async function spendChallenge(tx: Transaction, { id }: PasskeyChallenge): Promise<boolean> {
  return (await tx.delete(PasskeyChallenge, { id })) === 1;
}

const purposeOf = (purpose: ChallengePurpose): string => `passkey-challenge\n${purpose}`;
