import { transaction } from '@sangam/kit/database/run-transaction';
import { Settings } from '@sangam/kit/settings/settings';
import { startGraph, type TestClient, type TestGraph, type TestPerson } from '@sangam/kit/testing/harness';
import {
  RequestAuthorizationUrlDocument, LinkExternalIdentityDocument, MeDocument, MyExternalIdentitiesDocument, SignInWithMockProviderDocument, SignInWithProviderDocument, UnlinkExternalIdentityDocument,
  type ProviderReturnInput,
} from '@sangam/schema/typed/operations';
import { tokensIn } from '../sessions/tokens-in.fixture';
import { PasswordCredential } from '../credentials/credential.entity';
import { User } from '../users/user.entity';
import { startLocalProvider, type AccountThere, type LocalProvider } from './local-provider.fixture';
import { socialSignInSettings } from './social-sign-in.settings';

type Provider = ProviderReturnInput['provider'];
let graph: TestGraph;
let provider: LocalProvider;
let subjects = 5_000;

beforeAll(async () => {
  provider = await startLocalProvider({ now: () => graph.clock.now() });
  graph = await startGraph({ subgraphs: ['identity'], environment: provider.environment });
});
afterAll(async () => {
  await graph.stop();
  await provider.close();
});

const anybody = () => graph.anonymous();
const as = ({ id }: Pick<TestPerson, 'id'>) => graph.asUser({ userId: id });
const somebody = (change: Partial<AccountThere> = {}): AccountThere => ({ subject: String((subjects += 1)), ...change });
const cameBack = async (client: TestClient, name: Provider, account: AccountThere): Promise<ProviderReturnInput> => {
  const { requestAuthorizationUrl: { url, stateToken } } = await client.ask(RequestAuthorizationUrlDocument, { provider: name });
  return { provider: name, stateToken, ...provider.visit(url, account) };
};
const link = async (person: Pick<TestPerson, 'id'>, name: Provider, account = somebody()) =>
  (await as(person).ask(LinkExternalIdentityDocument, { input: await cameBack(as(person), name, account) })).linkExternalIdentity;
const listed = async (person: Pick<TestPerson, 'id'>) => (await as(person).ask(MyExternalIdentitiesDocument, {})).me?.externalIdentities?.nodes ?? [];
const subjectsOf = async (email: string) => (await graph.mails()).filter(({ to }) => to === email).map(({ subject }) => subject);

describe('linking a provider', () => {
  it('lets a person who is signed in link any account there, with or without an address, and sign in with it from then on', async () => {
    const person = await graph.person();
    const account = somebody({ email: 'another@example.com', verified: false });

    expect(await link(person, 'KAKAO', account)).toMatchObject({ provider: 'KAKAO', email: 'another@example.com' });
    graph.clock.advance(1_000);
    await link(person, 'FACEBOOK');
    await graph.jobs.drain();

    expect((await listed(person)).map(({ provider: name, email }) => [name, email])).toEqual([['KAKAO', 'another@example.com'], ['FACEBOOK', null]]);
    const { user } = tokensIn((await anybody().ask(SignInWithProviderDocument, { input: await cameBack(anybody(), 'KAKAO', account) })).signInWithProvider);
    expect(user.id).toBe(person.id);
    expect(await subjectsOf(person.email)).toEqual(['Kakao was linked to your account', 'Facebook was linked to your account']);
  });

  it('links the same account twice to one person, never to two, and one account of a provider each', async () => {
    const [person, other] = [await graph.person(), await graph.person()];
    const account = somebody();
    const { id } = await link(person, 'GOOGLE', account);

    expect(await link(person, 'GOOGLE', account)).toMatchObject({ id });
    expect(await as(other).refusal(LinkExternalIdentityDocument, { input: await cameBack(as(other), 'GOOGLE', account) })).toBe('CONFLICT');
    expect(await as(person).refusal(LinkExternalIdentityDocument, { input: await cameBack(as(person), 'GOOGLE', somebody()) })).toBe('CONFLICT');
    await graph.jobs.drain();
  });

  it('gives what one person began to nobody else, signed in or not', async () => {
    const [person, other] = [await graph.person(), await graph.person()];
    const input = await cameBack(as(person), 'GOOGLE', somebody({ email: other.email }));
    const anonymous = await cameBack(anybody(), 'GOOGLE', somebody());

    expect(await as(other).refusal(LinkExternalIdentityDocument, { input })).toBe('PROVIDER_SIGN_IN_FAILED');
    expect(await anybody().refusal(SignInWithProviderDocument, { input })).toBe('PROVIDER_SIGN_IN_FAILED');
    expect(await as(person).refusal(LinkExternalIdentityDocument, { input: anonymous })).toBe('PROVIDER_SIGN_IN_FAILED');
    expect(await anybody().refusal(LinkExternalIdentityDocument, { input })).toBe('UNAUTHENTICATED');
    expect(await graph.asUser({ userId: person.id, emailVerified: false }).refusal(LinkExternalIdentityDocument, { input })).toBe('EMAIL_NOT_VERIFIED');
  });

  it('lists them with as many statements for three as for one', async () => {
    const [one, three] = [await graph.person(), await graph.person()];
    await link(one, 'GOOGLE');
    for (const name of ['GOOGLE', 'KAKAO', 'FACEBOOK'] as const) await link(three, name);
    await graph.jobs.drain();
    const statements = async (person: TestPerson) => {
      const counter = graph.countStatements('identity');
      const { length } = await listed(person);
      counter.stop();
      return { length, statements: counter.count };
    };

    const [few, many] = [await statements(one), await statements(three)];

    expect([few.length, many.length]).toEqual([1, 3]);
    expect(many.statements).toBe(few.statements);
  });
});

describe('removing a provider', () => {
  it('ends signing in with it and tells its owner', async () => {
    const person = await graph.person();
    const account = somebody({ email: 'removed@example.com' });
    const { id } = await link(person, 'GOOGLE', account);

    expect(await as(await graph.person()).refusal(UnlinkExternalIdentityDocument, { id })).toBe('NOT_FOUND');
    expect(await as(person).ask(UnlinkExternalIdentityDocument, { id })).toEqual({ unlinkExternalIdentity: id });
    await graph.jobs.drain();

    expect(await listed(person)).toEqual([]);
    expect(await as(person).refusal(UnlinkExternalIdentityDocument, { id })).toBe('NOT_FOUND');
    expect(await subjectsOf(person.email)).toContain('Google was removed from your account');
    const { user } = tokensIn((await anybody().ask(SignInWithProviderDocument, { input: await cameBack(anybody(), 'GOOGLE', account) })).signInWithProvider);
    expect(user.id).not.toBe(person.id);
  });

  it('leaves one way to sign in, also to parallel calls', async () => {
    const person = await graph.person();
    const ids = [(await link(person, 'GOOGLE')).id, (await link(person, 'KAKAO')).id];
    await transaction(graph.context('identity'), async (tx) => {
      await tx.update(User, { id: person.id }, { emailVerified: false });
      await tx.delete(PasswordCredential, { userId: person.id });
    });

    const answers = await Promise.all(ids.map((id) => as(person).run(UnlinkExternalIdentityDocument, { id })));

    expect(answers.map(({ errors }) => errors[0]?.extensions.code ?? 'removed').sort()).toEqual(['LAST_SIGN_IN_METHOD', 'removed']);
    expect(await listed(person)).toHaveLength(1);
    await graph.jobs.drain();
  });
});

describe('the mock provider', () => {
  it('makes test people, the same one for the same address', async () => {
    const answers = [];
    for (const input of [{}, { email: 'tester@example.com' }, { email: 'Tester@example.com', deviceLabel: 'CI' }]) answers.push(await anybody().ask(SignInWithMockProviderDocument, { input }));

    const [test, one, again] = answers.map((answer) => tokensIn(answer.signInWithMockProvider));
    expect(one?.user).toMatchObject({ displayName: 'Test person', email: 'tester@example.com' });
    expect(again?.user.id).toBe(one?.user.id);
    expect(test?.user.id).not.toBe(one?.user.id);
    expect(await graph.withToken(again?.accessToken ?? '').ask(MeDocument, {})).toMatchObject({ me: { email: 'tester@example.com' } });
  });

  it('takes no account that is real', async () => {
    const person = await graph.person({ platformRoles: ['ADMIN'] });

    expect(await anybody().refusal(SignInWithMockProviderDocument, { input: { email: person.email } })).toBe('PROVIDER_NOT_LINKED');
  });

  it('is not there unless it is switched on, and production does not start with it', async () => {
    const bare = await startGraph({ subgraphs: ['identity'] });
    expect(await bare.anonymous().refusal(SignInWithMockProviderDocument, { input: {} })).toBe('NOT_FOUND');
    await bare.stop();

    expect(() => Settings.load([socialSignInSettings], { NODE_ENV: 'production', SOCIAL_MOCK: 'true' })).toThrow('SOCIAL_MOCK: production knows real providers only');
    expect(() => Settings.load([socialSignInSettings], { NODE_ENV: 'production', SOCIAL_GOOGLE_ISSUER: 'http://accounts.example' })).toThrow('SOCIAL_GOOGLE_ISSUER: production speaks to providers over https');
    expect(Settings.load([socialSignInSettings], { NODE_ENV: 'production' }).of(socialSignInSettings).SOCIAL_MOCK).toBe(false);
  });
});

it('refuses settings of redirect addresses that cannot work', () => {
  for (const uri of ['signed-in', 'https://app.example/?next=x', 'https://app.example/#x']) expect(() => Settings.load([socialSignInSettings], { SOCIAL_REDIRECT_URIS: uri })).toThrow('SOCIAL_REDIRECT_URIS: addresses without query and fragment');
});
