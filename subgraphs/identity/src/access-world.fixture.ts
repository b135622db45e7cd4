import { newId } from '@sangam/kit/ids/new-id';
import type { AccessSpecimens, AccessWorld } from '@sangam/kit/testing/access-specimens';
import type { SignedIn, TestGraph, TestPerson } from '@sangam/kit/testing/harness';
import { RegisterBirthDetailsDocument } from '@sangam/schema/typed/operations';
import { readyDataExport } from './data-exports/ready-data-export.fixture';
import { requestedCode } from './email-codes/mailed-codes.fixture';
import { signUpNewcomer, type Newcomer } from './email-tokens/newcomer.fixture';
import { noteErasure } from './erasure/scheduled-erasure.fixture';

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
  /** The owner's, scheduled. */
  readonly erasureId: string;
  /** A copy of the owner's data. */
  readonly dataExport: { readonly id: string; readonly path: string };
  /** Without birth details. */
  readonly undescribed: TestPerson;
}

export async function makeWorld(graph: TestGraph): Promise<IdentityWorld> {
  const owner = await graph.person({ displayName: 'Asha Rao' });
  const session = await owner.signIn();
  const [sessionId = ''] = session.refreshToken.split('.');
  await graph.asUser({ userId: owner.id }).ask(RegisterBirthDetailsDocument, { input: BIRTH });
  const newcomer = await signUpNewcomer(graph);
  const email = `coded-${newId()}@example.com`;
  const coded = { email, code: await requestedCode(graph, email) };
  const undescribed = await graph.person();
  const erasureId = await noteErasure(graph, owner.id);
  const dataExport = await readyDataExport(graph, owner.id);
  return { owner, session, sessionId, newcomer, coded, undescribed, erasureId, dataExport, secrets: [owner.email, owner.password, session.accessToken, session.refreshToken, sessionId] };
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
