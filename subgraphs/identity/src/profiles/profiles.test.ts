import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { startGraph, type TestClient, type TestGraph } from '@sangam/kit/testing/harness';
import { dumpTables } from '@sangam/kit/testing/dump-tables';
import {
  LockMyProfileDocument, MeDocument, MyGracePeriodDocument, MyProfileDocument, UpdateMyProfileDocument, type UpdateMyProfileMutationVariables,
} from '@sangam/schema/typed/operations';
import { UserType } from '../users/user-type';
import { User } from '../users/user.entity';
import { UserProfile } from './user-profile.entity';

const DAY = 86_400_000;
let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'] });
});
afterAll(() => graph.stop());

type Input = UpdateMyProfileMutationVariables['input'];
interface Somebody {
  readonly id: string;
  readonly client: TestClient;
}

const somebody = async (): Promise<Somebody> => {
  const { id } = await graph.person({ displayName: 'Asha Rao' });
  return { id, client: graph.asUser({ userId: id }) };
};
const adviser = async (): Promise<Somebody> => {
  const person = await somebody();
  await transaction(graph.context('identity'), (tx) => tx.update(User, { id: person.id }, { userTypes: [UserType.ADVISOR] }));
  return person;
};
const profileOf = async (client: TestClient) => (await client.ask(MyProfileDocument, {})).me;
const gracePeriod = async (client: TestClient) => (await client.ask(MyGracePeriodDocument, {})).me?.profile;

it('is empty at first, then what was told; texts without space around them, the phone number in E.164', async () => {
  const { client } = await somebody();
  expect((await profileOf(client))?.profile).toEqual({ phone: null, organizationName: null, jobTitle: null, city: null, bio: null, locked: false, locksAt: null, logo: null });

  const { updateMyProfile } = await client.ask(UpdateMyProfileDocument, {
    input: { fullName: ' Asha R. Rao ', phone: '098765 43210', organizationName: 'Rao Advisers', jobTitle: 'Partner', city: ' Jaipur', bio: 'नमस्ते', locale: 'hi', timeZone: 'Asia/Kolkata' },
  });

  expect(updateMyProfile).toMatchObject({
    displayName: 'Asha R. Rao', locale: 'hi', timeZone: 'Asia/Kolkata', profile: { phone: '+919876543210', organizationName: 'Rao Advisers', jobTitle: 'Partner', city: 'Jaipur', bio: 'नमस्ते' },
  });
  expect(await profileOf(client)).toMatchObject({ displayName: 'Asha R. Rao', profile: updateMyProfile.profile });
});

it('changes where something is given: what is absent stays, null clears', async () => {
  const { client } = await somebody();
  await client.ask(UpdateMyProfileDocument, { input: { phone: '+82 2-312-3456', city: 'Jaipur', bio: 'x' } });

  await client.ask(UpdateMyProfileDocument, { input: { phone: null, bio: null } });

  expect((await profileOf(client))?.profile).toMatchObject({ phone: null, city: 'Jaipur', bio: null });
});

it.each<[string, Input, string]>([
  ['a number that is too short', { phone: '12345' }, 'input.phone'],
  ['a number of no country', { phone: '+999123456789' }, 'input.phone'],
  ['a number with an extension', { phone: '+919876543210 ext. 5' }, 'input.phone'],
  ['a text with a number in it', { phone: 'call me at +919876543210' }, 'input.phone'],
  ['a blank name', { fullName: '  ' }, 'input.fullName'],
  ['no name', { fullName: null }, 'input.fullName'],
  ['a name of 101 characters', { fullName: 'x'.repeat(101) }, 'input.fullName'],
  ['a city of 101 characters', { city: 'x'.repeat(101) }, 'input.city'],
  ['a biography of 1,001 characters', { bio: 'x'.repeat(1_001) }, 'input.bio'],
  ['no language', { locale: null }, 'input.locale'],
])('refuses %s and writes nothing', async (_what, input, path) => {
  const { client } = await somebody();
  const before = await dumpTables(graph.context('identity'));

  const { errors } = await client.run(UpdateMyProfileDocument, { input: { organizationName: 'Rao', ...input } });

  expect(errors.map(({ extensions }) => [extensions.code, (extensions.fields as { path: string }[]).map((field) => field.path)])).toEqual([['BAD_USER_INPUT', [path]]]);
  expect(await dumpTables(graph.context('identity'))).toEqual(before);
});

it('the grace period of an adviser ends by itself; then critical fields stay as they are and the others go on', async () => {
  const { client } = await adviser();
  const { locked, locksAt } = (await gracePeriod(client)) ?? {};
  expect([locked, Date.parse(locksAt ?? '') - Date.parse((await profileOf(client))?.createdAt ?? '')]).toEqual([false, 7 * DAY]);
  await client.ask(UpdateMyProfileDocument, { input: { fullName: 'Asha Iyer', organizationName: 'Rao', jobTitle: 'Partner', city: 'Jaipur' } });

  graph.clock.advance(7 * DAY);

  expect(await gracePeriod(client)).toMatchObject({ locked: true, locksAt });
  for (const input of [{ fullName: 'Another' }, { organizationName: 'Another' }, { jobTitle: null }, { city: 'Another', phone: '+919876543210' }]) {
    expect(await client.refusal(UpdateMyProfileDocument, { input })).toBe('PROFILE_LOCKED');
  }
  expect(await client.ask(UpdateMyProfileDocument, { input: { fullName: 'Asha Iyer', city: 'Jaipur', phone: '+919876543210', bio: 'Since 2001' } })).toMatchObject({
    updateMyProfile: { displayName: 'Asha Iyer', profile: { organizationName: 'Rao', jobTitle: 'Partner', city: 'Jaipur', phone: '+919876543210', bio: 'Since 2001' } },
  });
});

it('nobody else\'s locks by itself', async () => {
  const { client } = await somebody();
  graph.clock.advance(1_000 * DAY);

  expect(await gracePeriod(client)).toMatchObject({ locked: false, locksAt: null });
  expect((await client.ask(UpdateMyProfileDocument, { input: { fullName: 'Another' } })).updateMyProfile.displayName).toBe('Another');
});

it('the own lock ends the grace period, for good', async () => {
  const { client } = await adviser();
  const now = new Date(graph.clock.now()).toISOString();

  expect((await client.ask(LockMyProfileDocument, {})).lockMyProfile.profile).toEqual({ locked: true, locksAt: now });

  graph.clock.advance(30 * DAY);
  expect((await client.ask(LockMyProfileDocument, {})).lockMyProfile.profile).toEqual({ locked: true, locksAt: now });
  expect(await client.refusal(UpdateMyProfileDocument, { input: { city: 'Udaipur' } })).toBe('PROFILE_LOCKED');
});

it('a change that comes at the same time as the lock is made before it or refused', async () => {
  const { client, id } = await somebody();

  const [change] = await Promise.all([client.run(UpdateMyProfileDocument, { input: { city: 'Udaipur' } }), client.ask(LockMyProfileDocument, {})]);

  const stored = await findOne(graph.context('identity'), UserProfile, { userId: id });
  expect(stored?.city).toBe(change.errors.length === 0 ? 'Udaipur' : null);
  expect(change.errors.every(({ extensions }) => extensions.code === 'PROFILE_LOCKED')).toBe(true);
});

it('parallel changes of different fields all count', async () => {
  const { client } = await somebody();

  await Promise.all([{ city: 'Udaipur' }, { jobTitle: 'Partner' }, { bio: 'x' }, { organizationName: 'Rao' }].map((input) => client.ask(UpdateMyProfileDocument, { input })));

  expect((await profileOf(client))?.profile).toMatchObject({ city: 'Udaipur', jobTitle: 'Partner', bio: 'x', organizationName: 'Rao' });
});

it('says when the account changed last: when it was made, until something of it changes', async () => {
  const { client } = await somebody();
  const before = (await client.ask(MeDocument, {})).me;
  expect(before?.updatedAt).toBe(before?.createdAt);
  graph.clock.advance(60_000);
  await client.ask(UpdateMyProfileDocument, { input: { phone: '+919876543210' } });
  expect((await client.ask(MeDocument, {})).me?.updatedAt).toBe(before?.createdAt);

  await client.ask(UpdateMyProfileDocument, { input: { fullName: 'Asha R. Rao' } });

  expect((await client.ask(MeDocument, {})).me?.updatedAt).toBe(new Date(graph.clock.now()).toISOString());
});
