import { randomBytes } from 'node:crypto';
import type { InternalCalls } from '@sangam/kit/calls/internal-calls';
import { unionMember } from '@sangam/kit/graphql/union-member';
import type { SignedIn, TestClient, TestGraph, TestPerson } from '@sangam/kit/testing/harness';
import { newId } from '@sangam/kit/ids/new-id';
import { CreatePeopleDocument } from '@sangam/schema/typed/internal';
import { LoginDocument, LogoutDocument } from '@sangam/schema/typed/operations';

/** Makes people at identity, each with an address and a password of their own. */
export function testPeople(calls: InternalCalls, clientOf: (token: string | null) => TestClient): TestGraph['person'] {
  return async ({ displayName = 'Somebody', platformRoles = [] } = {}): Promise<TestPerson> => {
    const mark = randomBytes(6).toString('hex');
    const [email, password] = [`person-${mark}@example.com`, `Correct1horse-${mark}`];
    const { createPeople } = await calls.call('identity', CreatePeopleDocument, { people: [{ displayName, email, password, platformRoles: [...platformRoles] }] }, { requestId: newId() });
    const [id] = createPeople;
    if (id === undefined) throw new Error('Identity made nobody.');
    return { id, displayName, email, password, signIn: () => signIn(clientOf, email, password) };
  };
}

async function signIn(clientOf: (token: string | null) => TestClient, email: string, password: string): Promise<SignedIn> {
  const { login } = await clientOf(null).ask(LoginDocument, { input: { email, password } });
  const { accessToken, refreshToken } = unionMember(login, 'AuthenticationTokens');
  const client = clientOf(accessToken);
  return { accessToken, refreshToken, client, signOut: async () => void (await client.ask(LogoutDocument, {})) };
}
