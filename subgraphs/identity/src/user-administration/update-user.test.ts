import { count, findMany, findOne } from '@sangam/kit/database/read';
import { newId } from '@sangam/kit/ids/new-id';
import { dumpTables } from '@sangam/kit/testing/dump-tables';
import { startGraph, type TestClient, type TestGraph, type TestPerson } from '@sangam/kit/testing/harness';
import { DeactivateUserDocument, LockMyProfileDocument, LoginDocument, MeDocument, UpdateMyProfileDocument, UpdateUserDocument, UserDetailsDocument, UsersDocument, VerifyEmailDocument, type UpdateUserInput } from '@sangam/schema/typed/operations';
import { AccountActivity } from '../activity/account-activity.entity';
import { mailedTokens } from '../email-tokens/newcomer.fixture';
import { UserCategory } from '../users/user-category.entity';
import { UserStatusChange } from './user-status-change.entity';

let graph: TestGraph;
let administrator: TestPerson;
let admin: TestClient;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'] });
  administrator = await graph.person({ platformRoles: ['ADMIN'] });
  admin = graph.asUser({ userId: administrator.id, platformRoles: ['ADMIN'] });
});
afterAll(() => graph.stop());

const update = (id: string, input: UpdateUserInput, client = admin) => client.ask(UpdateUserDocument, { id, input }).then(({ updateUser }) => updateUser);
const refusal = (id: string, input: UpdateUserInput) => admin.refusal(UpdateUserDocument, { id, input });
const recordOf = async (userId: string) => (await findMany(graph.context('identity'), AccountActivity, { where: { userId }, orderBy: [{ property: 'id', direction: 'ASC' }] })).filter(({ kind }) => kind !== 'SIGNED_IN').map(({ kind, actorId, detail }) => [kind, actorId, detail]);

it('changes name, language, zone, types and roles, each on record with the administrator, and the person has them at once', async () => {
  const person = await graph.person({ displayName: 'Asha Rao' });
  const { client } = await person.signIn();

  const changed = await update(person.id, { displayName: ' Asha Iyer ', locale: 'hi', timeZone: 'Asia/Seoul', userTypes: ['COACH', 'ADVISOR', 'COACH'], platformRoles: ['STAFF'] });

  expect(changed).toMatchObject({ displayName: 'Asha Iyer', locale: 'hi', timeZone: 'Asia/Seoul', userTypes: ['ADVISOR', 'COACH'], platformRoles: ['STAFF'], email: person.email, emailVerified: true });
  expect((await client.ask(MeDocument, {})).me).toMatchObject({ displayName: 'Asha Iyer', userTypes: ['ADVISOR', 'COACH'], platformRoles: ['STAFF'] });
  expect(await recordOf(person.id)).toEqual([
    ['ACCOUNT_CHANGED', administrator.id, { fields: 'displayName, locale, timeZone' }],
    ['USER_TYPES_CHANGED', administrator.id, { userTypes: 'ADVISOR, COACH' }],
    ['PLATFORM_ROLES_CHANGED', administrator.id, { platformRoles: 'STAFF' }],
  ]);
  expect((await admin.ask(UsersDocument, { filter: { userTypes: ['COACH'], platformRoles: ['STAFF'] } })).users.nodes.map(({ id }) => id)).toEqual([person.id]);
});

it('takes roles and types away again, at the next request', async () => {
  const other = await graph.person({ platformRoles: ['ADMIN'] });
  const { client } = await other.signIn();
  await client.ask(UsersDocument, {});

  await update(other.id, { platformRoles: [], userTypes: [] });

  expect(await client.refusal(UsersDocument, {})).toBe('FORBIDDEN');
  expect(await count(graph.context('identity'), UserCategory, { userId: other.id })).toBe(0);
});

it('gives another address: not verified, sessions over, the former one told, the new one asked for a proof', async () => {
  const person = await graph.person();
  const { client } = await person.signIn();
  const email = `New-${newId()}@Example.com`;

  expect(await update(person.id, { email })).toMatchObject({ email, emailVerified: false });
  await graph.jobs.drain();

  expect(await client.refusal(MeDocument, {})).toBe('SESSION_REVOKED');
  expect(await graph.anonymous().refusal(LoginDocument, { input: { email: person.email, password: person.password } })).toBe('INVALID_CREDENTIALS');
  expect((await graph.mails()).filter(({ to }) => to === person.email).map(({ subject }) => subject)).toEqual(['Your address was changed']);
  const [token = ''] = await mailedTokens(graph, email, 'Confirm your address');
  expect((await graph.anonymous().ask(VerifyEmailDocument, { token })).verifyEmail).toMatchObject({ emailVerified: true });
  expect((await recordOf(person.id)).map(([kind]) => kind)).toEqual(['EMAIL_CHANGED', 'EMAIL_VERIFIED']);
});

it('another spelling of the address is no new address', async () => {
  const person = await graph.person();

  expect(await update(person.id, { email: person.email.toUpperCase() })).toMatchObject({ email: person.email.toUpperCase(), emailVerified: true });
});

it('an address goes to one of several accounts that are given it at once', async () => {
  const people = await Promise.all(Array.from({ length: 4 }, () => graph.person()));
  const email = `wanted-${newId()}@example.com`;

  const answers = await Promise.all(people.map(({ id }) => admin.run(UpdateUserDocument, { id, input: { email } })));

  expect(answers.flatMap(({ errors }) => errors.map(({ extensions }) => extensions.code))).toEqual(Array.from({ length: 3 }, () => 'DUPLICATE_EMAIL'));
  await graph.jobs.drain();
});

it('changes the status with everything else, with its reason', async () => {
  const person = await graph.person();

  expect(await update(person.id, { displayName: 'Gone', status: 'DISABLED', statusReason: ' Left ' })).toMatchObject({ displayName: 'Gone', status: 'DISABLED' });
  expect(await update(person.id, { status: 'ACTIVE' })).toMatchObject({ status: 'ACTIVE' });

  expect(await recordOf(person.id)).toEqual([
    ['ACCOUNT_CHANGED', administrator.id, { fields: 'displayName' }], ['STATUS_CHANGED', administrator.id, { status: 'DISABLED', reason: 'Left' }], ['STATUS_CHANGED', administrator.id, { status: 'ACTIVE' }],
  ]);
});

it('what is so already is neither written nor put on record', async () => {
  const person = await graph.person({ displayName: 'Asha Rao' });
  const before = await dumpTables(graph.context('identity'));

  await update(person.id, { displayName: 'Asha Rao', email: person.email, platformRoles: [], userTypes: [], status: 'ACTIVE', locale: 'en', timeZone: 'Asia/Kolkata' });
  await update(person.id, {});

  expect(await dumpTables(graph.context('identity'))).toEqual(before);
});

it.each<[string, UpdateUserInput, string]>([
  ['a blank name', { displayName: '  ' }, 'BAD_USER_INPUT'],
  ['a name of 101 characters', { displayName: 'x'.repeat(101) }, 'BAD_USER_INPUT'],
  ['an address without a dot', { email: 'a@localhost' }, 'BAD_USER_INPUT'],
  ['a status without a reason', { status: 'BANNED' }, 'BAD_USER_INPUT'],
  ['explicit null', { displayName: null, email: null, status: null, userTypes: null, platformRoles: null, locale: null, timeZone: null }, 'BAD_USER_INPUT'],
  ['a role for somebody whom the same call keeps out', { platformRoles: ['STAFF'], status: 'DISABLED', statusReason: 'Left' }, 'INVALID_STATE'],
])('refuses %s and writes nothing', async (_what, input, code) => {
  const { id } = await graph.person();
  const before = await dumpTables(graph.context('identity'));

  expect(await refusal(id, input)).toBe(code);

  expect(await dumpTables(graph.context('identity'))).toEqual(before);
});

it('refuses nobody, an address that is taken, and a role for somebody who is kept out', async () => {
  const [person, other] = [await graph.person(), await graph.person()];
  await update(person.id, { status: 'DISABLED', statusReason: 'Left' });

  expect(await refusal(newId(), { displayName: 'X' })).toBe('NOT_FOUND');
  expect(await refusal(person.id, { displayName: 'X', email: other.email })).toBe('DUPLICATE_EMAIL');
  expect(await refusal(person.id, { platformRoles: ['ADMIN'] })).toBe('INVALID_STATE');
  expect((await admin.ask(UserDetailsDocument, { id: person.id })).user).toMatchObject({ displayName: 'Somebody', email: person.email, platformRoles: [], status: 'DISABLED' });
});

it('never takes the last administrator away, however many are taken away at once', async () => {
  const others = await Promise.all(Array.from({ length: 3 }, () => graph.person({ platformRoles: ['ADMIN'] })));
  const everybody = [administrator, ...others];

  const answers = await Promise.all(everybody.map(({ id }) => admin.run(UpdateUserDocument, { id, input: { platformRoles: ['STAFF'] } })));

  expect(answers.flatMap(({ errors }) => errors.map(({ extensions }) => extensions.code))).toEqual(['LAST_ADMINISTRATOR']);
  const left = (await admin.ask(UsersDocument, { filter: { platformRoles: ['ADMIN'] } })).users.nodes;
  expect(left).toHaveLength(1);
  expect(await refusal(left[0]?.id ?? '', { platformRoles: [] })).toBe('LAST_ADMINISTRATOR');
  await update(administrator.id, { platformRoles: ['ADMIN'] });
});

it('a role and being kept out exclude each other when they come at once', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { id } = await graph.person();
    await Promise.all([admin.run(UpdateUserDocument, { id, input: { platformRoles: ['STAFF'] } }), admin.run(DeactivateUserDocument, { id, reason: 'Left' })]);
    const { user } = await admin.ask(UserDetailsDocument, { id });
    expect([user?.status === 'ACTIVE', user?.platformRoles?.length === 0]).toContain(true);
    expect(user?.status === 'DISABLED' && user.platformRoles?.length !== 0).toBe(false);
  }
});

it('changes any field of a profile, critical and locked ones too, on record; null clears and the same is no change', async () => {
  const advisor = await graph.person({ displayName: 'Asha Rao' });
  const client = graph.asUser({ userId: advisor.id });
  await client.ask(UpdateMyProfileDocument, { input: { city: 'Jaipur', bio: 'Since 2001' } });
  await client.ask(LockMyProfileDocument, {});
  expect(await client.refusal(UpdateMyProfileDocument, { input: { city: 'Pune' } })).toBe('PROFILE_LOCKED');

  const input = { displayName: 'Asha Iyer', phone: '98765 43210', organizationName: ' Iyer & Co ', jobTitle: 'Partner', city: 'Pune', bio: null };
  const changed = { displayName: 'Asha Iyer', profile: { phone: '+919876543210', organizationName: 'Iyer & Co', jobTitle: 'Partner', city: 'Pune', bio: null, locked: true } };
  expect(await update(advisor.id, input)).toMatchObject(changed);
  expect(await update(advisor.id, input)).toMatchObject(changed);

  expect(await recordOf(advisor.id)).toEqual([
    ['ACCOUNT_CHANGED', administrator.id, { fields: 'displayName' }],
    ['ACCOUNT_CHANGED', administrator.id, { fields: 'phone, organizationName, jobTitle, city, bio' }],
  ]);
});

it('changes neither account nor profile when a part does not fit', async () => {
  const person = await graph.person({ displayName: 'Asha Rao' });
  const { errors } = await admin.run(UpdateUserDocument, { id: person.id, input: { displayName: null, phone: '12', city: '', bio: 'x'.repeat(1_001) } });

  expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'input.displayName' }, { path: 'input.phone' }, { path: 'input.city' }, { path: 'input.bio' }] });
  expect(await update(person.id, {})).toMatchObject({ displayName: 'Asha Rao', profile: { phone: null, city: null, bio: null } });
  expect(await recordOf(person.id)).toEqual([]);
});

it('a request id of the longest kind goes on record whole', async () => {
  const { id } = await graph.person();
  const requestId = 'r'.repeat(128);
  const query = 'mutation Ban($id: ID!) { banUser(id: $id, reason: "Spam") { status } }';
  const response = await admin.http('/graphql', { method: 'POST', headers: { 'content-type': 'application/json', 'x-request-id': requestId }, body: JSON.stringify({ query, variables: { id } }) });

  expect(await response.json()).toEqual({ data: { banUser: { status: 'BANNED' } } });
  expect((await findOne(graph.context('identity'), UserStatusChange, { userId: id }))?.requestId).toBe(requestId);
});
