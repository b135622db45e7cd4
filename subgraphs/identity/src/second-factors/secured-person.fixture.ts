import type { TestGraph, TestPerson } from '@sangam/kit/testing/harness';
import { ConfirmTotpDocument, EnrollTotpDocument, LoginDocument } from '@sangam/schema/typed/operations';
import { unionMember } from '@sangam/kit/graphql/union-member';
import { timeStep, totpCode } from './totp';

const STEP_MS = 30_000;

/** Somebody with an authenticator app. */
export interface SecuredPerson extends TestPerson {
  readonly methodId: string;
  readonly secret: string;
  readonly backupCodes: readonly string[];
  /** A code of the app that was not used; time moves on by half a minute. */
  code(): string;
  /** Signs in by password; returns the token of the second step. */
  beginSignIn(deviceLabel?: string): Promise<string>;
}

/** The code that an app shows now. */
export function codeNow(graph: TestGraph, secret: string, steps = 0): string {
  return totpCode(secret, timeStep(graph.clock.now()) + steps);
}

export async function securedPerson(graph: TestGraph, about?: Parameters<TestGraph['person']>[0]): Promise<SecuredPerson> {
  const person = await graph.person(about);
  const client = graph.asUser({ userId: person.id });
  const { enrollTotp: { id, secret } } = await client.ask(EnrollTotpDocument, {});
  const { confirmTotp: { method, backupCodes } } = await client.ask(ConfirmTotpDocument, { input: { enrollmentId: id, code: codeNow(graph, secret) } });
  await graph.jobs.drain();
  return {
    ...person, methodId: method.id, secret, backupCodes: backupCodes ?? [],
    code: () => {
      graph.clock.advance(STEP_MS);
      return codeNow(graph, secret);
    },
    beginSignIn: async (deviceLabel) => {
      const { login } = await graph.anonymous().ask(LoginDocument, { input: { email: person.email, password: person.password, deviceLabel } });
      return unionMember(login, 'MfaRequired').loginToken;
    },
  };
}
