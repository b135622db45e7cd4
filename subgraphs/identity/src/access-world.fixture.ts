import type { AccessWorld } from '@sangam/kit/testing/access-specimens';
import type { SignedIn, TestGraph, TestPerson } from '@sangam/kit/testing/harness';
import type { FeatureSpecimens } from '@sangam/kit/testing/merge-specimens';
import { RegisterBirthDetailsDocument } from '@sangam/schema/typed/operations';
import type { Newcomer } from './email-tokens/newcomer.fixture';
import type { PasskeyHolder } from './passkeys/passkey-holder.fixture';
import type { ProfileWorld } from './profiles/profile-world.fixture';
import type { Enrolling, RequiredMfa, SecuredPerson } from './second-factors/secured-person.fixture';
import type { SocialScene } from './social-sign-in/social-scene.fixture';

/** What one feature adds to the access matrix. */
export type IdentitySpecimens = FeatureSpecimens<IdentityWorld>;

/** A person with a living login session. */
export interface IdentityWorld extends AccessWorld {
  readonly session: SignedIn;
  readonly sessionId: string;
  /** Somebody who signed up and has the mails. */
  readonly newcomer: Newcomer;
  /** An address without account and the sign-in code that was mailed to it. */
  readonly coded: { readonly email: string; readonly code: string };
  readonly social: SocialScene;
  /** The owner's, scheduled. */
  readonly erasureId: string;
  /** A copy of the owner's data. */
  readonly dataExport: { readonly id: string; readonly path: string };
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

/** What all specimens have; what a feature's need besides stands in its `extend`. */
export async function makeWorld(graph: TestGraph): Promise<IdentityWorld> {
  const owner = await graph.person({ displayName: 'Asha Rao' });
  const session = await owner.signIn();
  const [sessionId = ''] = session.refreshToken.split('.');
  await graph.asUser({ userId: owner.id }).ask(RegisterBirthDetailsDocument, { input: BIRTH });
  const undescribed = await graph.person();
  const made: Pick<IdentityWorld, 'owner' | 'session' | 'sessionId' | 'undescribed' | 'now' | 'secrets'> = {
    owner, session, sessionId, undescribed, now: () => graph.clock.now(), secrets: [owner.email, owner.password, session.accessToken, session.refreshToken, sessionId],
  };
  return made as IdentityWorld;
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
