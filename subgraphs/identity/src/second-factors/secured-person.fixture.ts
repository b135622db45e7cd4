import { unionMember } from '@sangam/kit/graphql/union-member';
import type { TestGraph, TestPerson } from '@sangam/kit/testing/harness';
import { BeginRequiredMfaDocument, ConfirmTotpDocument, EnrollTotpDocument, LoginDocument } from '@sangam/schema/typed/operations';
import { timeStep, totpCode } from './totp';

const STEP_MS = 30_000;

/** An authenticator app that was confirmed. */
interface App {
  readonly methodId: string;
  readonly secret: string;
  readonly backupCodes: readonly string[];
  /** A code of the app that was not used; time moves on by half a minute. */
  code(): string;
}

/** Somebody with an authenticator app. */
export interface SecuredPerson extends TestPerson, App {
  /** Signs in by password; returns the token of the second step. */
  beginSignIn(deviceLabel?: string): Promise<string>;
}

/** The code that an app shows now. */
export function codeNow(graph: TestGraph, secret: string, steps = 0): string {
  return totpCode(secret, timeStep(graph.clock.now()) + steps);
}

/** Gives somebody an authenticator app. */
export async function addApp(graph: TestGraph, userId: string): Promise<App> {
  const client = graph.asUser({ userId });
  const { enrollTotp: { id, secret } } = await client.ask(EnrollTotpDocument, {});
  const { confirmTotp: { method, backupCodes } } = await client.ask(ConfirmTotpDocument, { input: { enrollmentId: id, code: codeNow(graph, secret) } });
  await graph.jobs.drain();
  return {
    methodId: method.id, secret, backupCodes: backupCodes ?? [],
    code: () => {
      graph.clock.advance(STEP_MS);
      return codeNow(graph, secret);
    },
  };
}

export async function securedPerson(graph: TestGraph, about?: Parameters<TestGraph['person']>[0]): Promise<SecuredPerson> {
  const person = await graph.person(about);
  return {
    ...person, ...(await addApp(graph, person.id)),
    beginSignIn: async (deviceLabel) => {
      const { login } = await graph.anonymous().ask(LoginDocument, { input: { email: person.email, password: person.password, deviceLabel } });
      return unionMember(login, 'MfaRequired').loginToken;
    },
  };
}

/** Somebody who was shown the secret of an authenticator app and did not confirm it yet. */
export interface Enrolling {
  readonly id: string;
  readonly enrollmentId: string;
  code(): string;
}

export async function enrollingPerson(graph: TestGraph): Promise<Enrolling> {
  const { id } = await graph.person();
  const { enrollTotp: { id: enrollmentId, secret } } = await graph.asUser({ userId: id }).ask(EnrollTotpDocument, {});
  return { id, enrollmentId, code: () => codeNow(graph, secret) };
}

/** A sign-in of somebody of the staff who has to set up a second factor, where the graph asks the staff for one. */
export interface RequiredMfa {
  readonly loginToken: string;
  confirmation(): { readonly loginToken: string; readonly enrollmentId: string; readonly code: string };
}

export async function requiredMfa(graph: TestGraph): Promise<RequiredMfa> {
  const { email, password } = await graph.person({ platformRoles: ['STAFF'] });
  const { login } = await graph.anonymous().ask(LoginDocument, { input: { email, password } });
  const { loginToken } = unionMember(login, 'MfaEnrollmentRequired');
  const { beginRequiredMfa: { id, secret } } = await graph.anonymous().ask(BeginRequiredMfaDocument, { loginToken });
  return { loginToken, confirmation: () => ({ loginToken, enrollmentId: id, code: codeNow(graph, secret) }) };
}
