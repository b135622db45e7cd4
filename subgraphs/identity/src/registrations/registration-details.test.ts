import { findOne } from '@sangam/kit/database/read';
import { dumpTables } from '@sangam/kit/testing/dump-tables';
import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { LoginDocument, MyRegistrationDocument, RegisterDocument, type LoginMutation } from '@sangam/schema/typed/operations';
import { ViewerOfSessionDocument } from '@sangam/schema/typed/internal';
import { User } from '../users/user.entity';

const password = 'Correct1horse';
let graph: TestGraph;
let people = 0;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'], environment: { TERMS_VERSION: '2026-11' } });
});
afterAll(() => graph.stop());

async function signedUp(change: object) {
  const email = `signs-up-${(people += 1)}@example.com`;
  expect(await graph.anonymous().ask(RegisterDocument, { input: { email, password, termsAccepted: true, ...change } })).toEqual({ register: { email } });
  await graph.jobs.drain();
  const { login } = await graph.anonymous().ask(LoginDocument, { input: { email, password } });
  const tokens = login as Extract<LoginMutation['login'], { __typename: 'AuthenticationTokens' }>;
  return { email, client: graph.withToken(tokens.accessToken), sessionId: tokens.refreshToken.split('.')[0] ?? '' };
}

it('an advisor signs up with everything that is asked, and is an advisor at once', async () => {
  const { client, sessionId } = await signedUp({
    userType: 'ADVISOR', fullName: ' Asha Rao ', mobile: '98765 43210', organizationName: ' Rao & Partners ', jobTitle: 'Partner', city: 'Pune', referralCode: 'FRIEND-7', locale: 'hi',
  });

  const { me } = await client.ask(MyRegistrationDocument, {});

  expect(me).toMatchObject({
    userTypes: ['ADVISOR'],
    registration: {
      userType: 'ADVISOR', firstName: null, lastName: null, mobile: '+919876543210', organizationName: 'Rao & Partners', jobTitle: 'Partner', city: 'Pune', referralCode: 'FRIEND-7',
      awaitsOrganization: false, termsVersion: '2026-11', termsAcceptedAt: new Date(graph.clock.now()).toISOString(),
    },
  });
  expect((await graph.internal('identity', ViewerOfSessionDocument, { sessionId })).viewerOfSession).toMatchObject({ userTypes: ['ADVISOR'], locale: 'hi', platformRoles: [] });
});

it('an affiliate signs up as one and becomes one when that is approved', async () => {
  const { client } = await signedUp({ userType: 'AFFILIATE', fullName: 'Ravi', mobile: '+82 10-1234-5678' });

  expect((await client.ask(MyRegistrationDocument, {})).me).toMatchObject({ userTypes: ['MEMBER'], registration: { userType: 'AFFILIATE', mobile: '+821012345678' } });
});

it('a name may come in two parts, and an organization may follow', async () => {
  const { client, email } = await signedUp({ firstName: 'Meera', lastName: 'Iyer', awaitsOrganization: true });

  expect((await client.ask(MyRegistrationDocument, {})).me).toMatchObject({ userTypes: ['MEMBER'], registration: { userType: 'MEMBER', firstName: 'Meera', lastName: 'Iyer', awaitsOrganization: true, mobile: null } });
  expect((await findOne(graph.context('identity'), User, { emailCanonical: email }))?.displayName).toBe('Meera Iyer');
});

it('explicit null is the same as leaving out', async () => {
  const none = { userType: null, firstName: null, lastName: null, mobile: null, organizationName: null, jobTitle: null, city: null, referralCode: null, locale: null, awaitsOrganization: null };
  const { client } = await signedUp({ fullName: 'Ravi', ...none });

  expect((await client.ask(MyRegistrationDocument, {})).me?.registration).toMatchObject({ userType: 'MEMBER', mobile: null, awaitsOrganization: false });
});

it.each<[string, object, string]>([
  ['no name at all', {}, 'input.fullName'],
  ['two names that are too long together', { firstName: 'x'.repeat(60), lastName: 'y'.repeat(60) }, 'input.fullName'],
  ['a name of 101 characters', { fullName: 'x'.repeat(101) }, 'input.fullName'],
  ['an advisor without mobile', { fullName: 'Ravi', userType: 'ADVISOR' }, 'input.mobile'],
  ['a blank mobile of an affiliate', { fullName: 'Ravi', userType: 'AFFILIATE', mobile: ' ' }, 'input.mobile'],
  ['a number that is no mobile', { fullName: 'Ravi', mobile: '022 2345 6789' }, 'input.mobile'],
  ['a coach, who cannot sign up as one', { fullName: 'Ravi', userType: 'COACH' }, 'input.userType'],
  ['a creator, who cannot sign up as one', { fullName: 'Ravi', userType: 'CREATOR' }, 'input.userType'],
  ['a referral code with a blank', { fullName: 'Ravi', referralCode: 'AB CD' }, 'input.referralCode'],
  ['a referral code of three characters', { fullName: 'Ravi', referralCode: 'ABC' }, 'input.referralCode'],
  ['a firm of 201 characters', { fullName: 'Ravi', organizationName: 'x'.repeat(201) }, 'input.organizationName'],
  ['a town of 101 characters', { fullName: 'Ravi', city: 'x'.repeat(101) }, 'input.city'],
  ['terms that were not accepted', { fullName: 'Ravi', termsAccepted: false }, 'input.termsAccepted'],
])('refuses %s, names the field and writes nothing, for known and unknown addresses alike', async (_what, change, path) => {
  const known = await graph.person();
  const before = await dumpTables(graph.context('identity'));

  for (const email of ['refused@example.com', known.email]) {
    const { data, errors } = await graph.anonymous().run(RegisterDocument, { input: { email, password, termsAccepted: true, ...change } });
    expect(data?.register ?? null).toBeNull();
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path }] });
  }

  expect(await dumpTables(graph.context('identity'))).toEqual(before);
});

it('leaves the record of the first sign-up alone when somebody signs up with the address again', async () => {
  const { client, email } = await signedUp({ fullName: 'Ravi', city: 'Pune' });

  await graph.anonymous().ask(RegisterDocument, { input: { email, password: 'Different1one', fullName: 'Thief', city: 'Goa', userType: 'ADVISOR', mobile: '9876543210', termsAccepted: true } });
  await graph.jobs.drain();

  expect((await client.ask(MyRegistrationDocument, {})).me).toMatchObject({ userTypes: ['MEMBER'], registration: { city: 'Pune', mobile: null } });
});
