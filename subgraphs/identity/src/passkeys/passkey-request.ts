import { findMany, findOne } from '@sangam/kit/database/read';
import { notFound } from '@sangam/kit/errors/app-error';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { generateAuthenticationOptions, generateRegistrationOptions } from '@simplewebauthn/server';
import { User } from '../users/user.entity';
import { newChallenge } from './passkey-challenge';
import { Passkey } from './passkey.entity';
import { PasskeyRequest } from './passkey.inputs';
import { neededRelyingParty } from './relying-party';

/** Asks a device of the signed-in person to make a passkey. */
export async function beginPasskeyRegistration(ctx: SubgraphContext): Promise<PasskeyRequest> {
  const party = neededRelyingParty(ctx);
  const user = await findOne(ctx, User, { id: ctx.viewer.userId ?? '' });
  if (!user) throw notFound();
  const known = await findMany(ctx, Passkey, { where: { userId: user.id } });
  return request(await generateRegistrationOptions({
    rpName: party.name, rpID: party.id, userName: user.email, userDisplayName: user.displayName, userID: Buffer.from(user.id), attestationType: 'none',
    challenge: await newChallenge(ctx, { purpose: 'REGISTRATION', userId: user.id }), excludeCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
  }));
}

/** Asks one of a person's devices to prove who they are. */
export async function passkeyProofRequest(ctx: SubgraphContext, userId: string): Promise<PasskeyRequest> {
  const party = neededRelyingParty(ctx);
  const known = await findMany(ctx, Passkey, { where: { userId } });
  return request(await generateAuthenticationOptions({
    rpID: party.id, challenge: await newChallenge(ctx, { purpose: 'PROOF', userId }), userVerification: 'preferred', allowCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
  }));
}

/** Asks any device for a passkey that it keeps; tells nothing about anybody. */
export async function beginPasskeySignIn(ctx: SubgraphContext): Promise<PasskeyRequest> {
  const party = neededRelyingParty(ctx);
  return request(await generateAuthenticationOptions({ rpID: party.id, challenge: await newChallenge(ctx, { purpose: 'SIGN_IN', userId: null }), userVerification: 'required' }));
}

const request = (options: object): PasskeyRequest => Object.assign(new PasskeyRequest(), { options: JSON.stringify(options) });
