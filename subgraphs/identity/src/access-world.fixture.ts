import { newId } from '@sangam/kit/ids/new-id';
import type { AccessSpecimens, AccessWorld } from '@sangam/kit/testing/access-specimens';
import type { SignedIn, TestGraph, TestPerson } from '@sangam/kit/testing/harness';
import { RegisterBirthDetailsDocument, RequestEmailChangeDocument } from '@sangam/schema/typed/operations';
import { requestedCode } from './email-codes/mailed-codes.fixture';
import { mailedTokens, signUpNewcomer, type Newcomer } from './email-tokens/newcomer.fixture';
import { passkeyHolder, type PasskeyHolder } from './passkeys/passkey-holder.fixture';
import { makeProfile, type ProfileWorld } from './profiles/profile-world.fixture';
import { enrollingPerson, requiredMfa, securedPerson, type Enrolling, type RequiredMfa, type SecuredPerson } from './second-factors/secured-person.fixture';
import { socialScene, type SocialScene } from './social-sign-in/social-scene.fixture';

/** What one feature adds to the access matrix. */
export type IdentitySpecimens = Partial<Pick<AccessSpecimens<IdentityWorld>, 'fields' | 'publicFields' | 'internalFields' | 'entities' | 'routes'>>;

/** A person with a living login session. */
export interface IdentityWorld extends AccessWorld {
  readonly session: SignedIn;
  readonly sessionId: string;
  /** Somebody who signed up and has the mails. */
  readonly newcomer: Newcomer;
  /** An address without account and the sign-in code that was mailed to it. */
  readonly coded: { readonly email: string; readonly code: string };
  readonly social: SocialScene;
  /** Without birth details. */
  readonly undescribed: TestPerson;
  /** With an authenticator app. */
  readonly secured: SecuredPerson;
  /** Of a sign-in of that person that needs the second step. */
  readonly loginToken: string;
  /** Setting up an authenticator app. */
  readonly enrolling: Enrolling;
  /** A sign-in that asked to set one up. */
  readonly required: RequiredMfa;
  /** Mailed to a new address. */
  readonly changeToken: string;
  readonly holder: PasskeyHolder;
  readonly profile: ProfileWorld;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export async function makeWorld(graph: TestGraph): Promise<IdentityWorld> {
  const owner = await graph.person({ displayName: 'Asha Rao' });
  const session = await owner.signIn();
  const [sessionId = ''] = session.refreshToken.split('.');
  await graph.asUser({ userId: owner.id }).ask(RegisterBirthDetailsDocument, { input: BIRTH });
  const newcomer = await signUpNewcomer(graph);
  const email = `coded-${newId()}@example.com`;
  const coded = { email, code: await requestedCode(graph, email) };
  const social = await socialScene(graph, owner);
  const undescribed = await graph.person();
  const secured = await securedPerson(graph);
  const loginToken = await secured.beginSignIn();
  const enrolling = await enrollingPerson(graph);
  const required = await requiredMfa(graph);
  const changeToken = await changingAddress(graph);
  const holder = await passkeyHolder(graph);
  const profile = await makeProfile(graph, owner);
  const secrets = [...profile.secrets, social.identityId, owner.email, owner.password, session.accessToken, session.refreshToken, sessionId, secured.email, secured.methodId, secured.secret, enrolling.enrollmentId];
  return { owner, session, sessionId, newcomer, coded, social, undescribed, profile, secured, loginToken, enrolling, required, changeToken, holder, now: () => graph.clock.now(), secrets };
}

async function changingAddress(graph: TestGraph): Promise<string> {
  const newEmail = `new-${newId()}@example.com`;
  await graph.asUser({ userId: (await graph.person()).id }).ask(RequestEmailChangeDocument, { newEmail });
  await graph.jobs.drain();
  return (await mailedTokens(graph, newEmail, 'Confirm your new address'))[0] ?? '';
}

export const NUL = 'a\u0000b';
export const LONE_SURROGATE = 'a\ud800b';
export const SQL = "' OR 1=1 --";
export const STRONG = 'Another1horse';
export const ADMINISTRATOR = () => ({ platformRoles: ['ADMIN'] });
export const ONLY_ADMINISTRATORS = { stranger: 'FORBIDDEN', otherTenant: 'FORBIDDEN' } as const;
export const BIRTH = { fullName: 'Asha Rao', gender: 'FEMALE', maritalStatus: 'SINGLE', dateOfBirth: '1990-05-15', timeOfBirth: '14:30:00', placeOfBirth: 'Jaipur', timeZone: 'Asia/Kolkata' } as const;

/** The same text with another character in its middle. */
export function flipped(text: string): string {
  const middle = Math.floor(text.length * 0.75);
  return `${text.slice(0, middle)}${text[middle] === 'A' ? 'B' : 'A'}${text.slice(middle + 1)}`;
}
