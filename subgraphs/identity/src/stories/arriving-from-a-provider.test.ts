import { startGraph, type TestClient, type TestGraph } from '@sangam/kit/testing/harness';
import {
  LinkExternalIdentityDocument, LoginDocument, MeDocument, MyExternalIdentitiesDocument, RegisterDocument, RequestAuthorizationUrlDocument, SignInWithProviderDocument, UnlinkExternalIdentityDocument,
} from '@sangam/schema/typed/operations';
import { tokensIn } from '../sessions/tokens-in.fixture';
import { startLocalProvider, type AccountThere, type LocalProvider } from '../social-sign-in/local-provider.fixture';
import { startPostOffice, type PostOffice } from './post-office.fixture';

let provider: LocalProvider;
let post: PostOffice;
let graph: TestGraph;

beforeAll(async () => {
  [provider, post] = await Promise.all([startLocalProvider({ now: () => graph.clock.now() }), startPostOffice()]);
  graph = await startGraph({ subgraphs: ['identity'], environment: { ...provider.environment, ...post.environment } });
});
afterAll(async () => {
  await graph.stop();
  await Promise.all([provider.close(), post.close()]);
});

/** A browser that leaves for the provider, signs in there and comes back. */
const comeBack = async (account: AccountThere, client: TestClient = graph.anonymous()) => {
  const { requestAuthorizationUrl: { url, stateToken } } = await client.ask(RequestAuthorizationUrlDocument, { provider: 'GOOGLE' });
  return { provider: 'GOOGLE' as const, stateToken, ...provider.visit(url, account) };
};
const signIn = async (account: AccountThere) => tokensIn((await graph.anonymous().ask(SignInWithProviderDocument, { input: await comeBack(account) })).signInWithProvider);
const refusal = async (account: AccountThere) => graph.anonymous().refusal(SignInWithProviderDocument, { input: await comeBack(account) });
const subjectsOfMails = async (address: string) => {
  await graph.jobs.drain();
  return post.received(address).map(({ subject }) => subject);
};

it('Min-ji arrives from the provider, and is the same person when she has another address there', async () => {
  const account = { subject: 'min-ji-at-google', email: 'min-ji@example.com', name: 'Min-ji Kim' };

  const arrived = await signIn(account);
  expect(arrived.user).toMatchObject({ displayName: 'Min-ji Kim', email: 'min-ji@example.com', emailVerified: true });
  const back = await signIn({ ...account, email: 'min-ji@moved.example' });

  expect(back.user).toMatchObject({ id: arrived.user.id, email: 'min-ji@example.com' });
  const { me } = await graph.withToken(back.accessToken).ask(MyExternalIdentitiesDocument, {});
  expect(me?.externalIdentities?.nodes).toMatchObject([{ provider: 'GOOGLE', email: 'min-ji@moved.example' }]);
  // The address that she has there now was never hers here: whoever owns it gets an account of their own.
  expect((await signIn({ subject: 'somebody-else', email: 'min-ji@moved.example' })).user.id).not.toBe(arrived.user.id);
});

it('somebody who has proved the address on both sides finds the account that is there, and can let go of the provider again', async () => {
  const person = await graph.person();

  const { accessToken, user } = await signIn({ subject: 'the-same-person', email: person.email });
  expect(user.id).toBe(person.id);
  expect(await subjectsOfMails(person.email)).toContain('Google was linked to your account');

  const client = graph.withToken(accessToken);
  const id = (await client.ask(MyExternalIdentitiesDocument, {})).me?.externalIdentities?.nodes[0]?.id ?? '';
  await client.ask(UnlinkExternalIdentityDocument, { id });
  expect((await client.ask(MyExternalIdentitiesDocument, {})).me?.externalIdentities?.nodes).toEqual([]);
  await client.ask(LinkExternalIdentityDocument, { input: await comeBack({ subject: 'the-same-person', email: 'other@example.com' }, client) });
  expect((await signIn({ subject: 'the-same-person' })).user.id).toBe(person.id);
});

it('whoever signed up with somebody else\'s address is not joined to its owner, and an address that the provider does not vouch for opens nothing', async () => {
  const [email, password] = ['victim@example.com', 'Attacker1horse'];
  await graph.anonymous().ask(RegisterDocument, { input: { email, password, fullName: 'Mallory', termsAccepted: true } });
  expect(await refusal({ subject: 'the-owner', email })).toBe('PROVIDER_NOT_LINKED');
  const mallory = graph.withToken(tokensIn((await graph.anonymous().ask(LoginDocument, { input: { email, password } })).login).accessToken);
  expect((await mallory.ask(MyExternalIdentitiesDocument, {})).me?.externalIdentities?.nodes).toEqual([]);
  expect((await mallory.ask(MeDocument, {})).me?.emailVerified).toBe(false);

  const person = await graph.person();
  for (const address of [person.email, 'nobody-here@example.com']) expect(await refusal({ subject: `unproven-${address}`, email: address, verified: false })).toBe('PROVIDER_NOT_LINKED');
  expect(await subjectsOfMails(person.email)).toEqual([]);
});
