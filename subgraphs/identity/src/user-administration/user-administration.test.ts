import { findMany } from '@sangam/kit/database/read';
import { startGraph, type TestGraph } from '@sangam/kit/testing/harness';
import { dumpTables } from '@sangam/kit/testing/dump-tables';
import { newId } from '@sangam/kit/ids/new-id';
import { ActivateUserDocument, BanUserDocument, DeactivateUserDocument, LoginDocument, MeDocument, RefreshTokenDocument, UserDocument } from '@sangam/schema/typed/operations';
import { UserStatusChange } from './user-status-change.entity';

const HOUR = 3_600_000;
let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'] });
});
afterAll(() => graph.stop());

const administrator = async () => graph.person({ platformRoles: ['ADMIN'] });
const asAdministrator = async () => graph.asUser({ userId: (await administrator()).id, platformRoles: ['ADMIN'] });
const historyOf = async (userId: string) => (await findMany(graph.context('identity'), UserStatusChange, { where: { userId }, orderBy: [{ property: 'createdAt', direction: 'ASC' }] })).map(({ status, reason }) => [status, reason]);
const signIn = ({ email, password }: { readonly email: string; readonly password: string }) => graph.anonymous().run(LoginDocument, { input: { email, password } });
const codes = ({ errors }: { readonly errors: readonly { readonly extensions: { readonly code?: unknown } }[] }) => errors.map(({ extensions }) => extensions.code);

it('deactivation bites at the next request, ends refreshing and signing in, and is on record; activation lets in again', async () => {
  const admin = await asAdministrator();
  const person = await graph.person();
  const { client, refreshToken } = await person.signIn();

  expect(await admin.ask(DeactivateUserDocument, { id: person.id, reason: ' Left the firm ' })).toEqual({ deactivateUser: { id: person.id, status: 'DISABLED' } });

  expect(await client.refusal(MeDocument, {})).toBe('ACCOUNT_DISABLED');
  expect(await graph.anonymous().refusal(RefreshTokenDocument, { refreshToken })).toBe('SESSION_REVOKED');
  expect(codes(await signIn(person))).toEqual(['ACCOUNT_DISABLED']);

  graph.clock.advance(1);
  expect(await admin.ask(ActivateUserDocument, { id: person.id })).toEqual({ activateUser: { id: person.id, status: 'ACTIVE' } });
  expect(codes(await signIn(person))).toEqual([]);
  expect(await client.refusal(MeDocument, {})).toBe('SESSION_REVOKED');
  expect(await historyOf(person.id)).toEqual([['DISABLED', 'Left the firm'], ['ACTIVE', null]]);
});

it('a ban ends by itself when it has an end, and not when it was made longer', async () => {
  const admin = await asAdministrator();
  const [short, long] = [await graph.person(), await graph.person()];
  const soon = new Date(graph.clock.now() + HOUR).toISOString();
  const later = new Date(graph.clock.now() + 3 * HOUR).toISOString();
  expect(await admin.ask(BanUserDocument, { id: short.id, reason: 'Spam', until: soon })).toEqual({ banUser: { id: short.id, status: 'BANNED', bannedUntil: soon } });
  await admin.ask(BanUserDocument, { id: long.id, reason: 'Spam', until: soon });
  await admin.ask(BanUserDocument, { id: long.id, reason: 'Spam again', until: later });

  await graph.jobs.drain({ until: graph.clock.now() + 2 * HOUR });

  expect(codes(await signIn(short))).toEqual([]);
  expect(codes(await signIn(long))).toEqual(['ACCOUNT_DISABLED']);
  expect((await admin.ask(UserDocument, { id: long.id })).user).toMatchObject({ status: 'BANNED', bannedUntil: later });
  await graph.jobs.drain({ until: graph.clock.now() + 2 * HOUR });
  expect(codes(await signIn(long))).toEqual([]);
  expect(await historyOf(short.id)).toEqual([['BANNED', 'Spam'], ['ACTIVE', 'The ban has run out.']]);
});

it('a ban without end stays', async () => {
  const admin = await asAdministrator();
  const person = await graph.person();
  await admin.ask(BanUserDocument, { id: person.id, reason: 'Fraud' });

  graph.clock.advance(1_000 * HOUR);
  await graph.jobs.drain();

  expect(codes(await signIn(person))).toEqual(['ACCOUNT_DISABLED']);
});

it('says the same twice without a second record', async () => {
  const admin = await asAdministrator();
  const person = await graph.person();
  for (let time = 0; time < 2; time += 1) await admin.ask(DeactivateUserDocument, { id: person.id, reason: 'Left' });

  expect(await historyOf(person.id)).toEqual([['DISABLED', 'Left']]);
});

it('never keeps out somebody with a platform role, oneself included', async () => {
  const [one, other] = [await administrator(), await administrator()];
  const client = graph.asUser({ userId: one.id, platformRoles: ['ADMIN'] });

  for (const { id } of [one, other]) {
    expect(await client.refusal(DeactivateUserDocument, { id, reason: 'Coup' })).toBe('INVALID_STATE');
    expect(await client.refusal(BanUserDocument, { id, reason: 'Coup' })).toBe('INVALID_STATE');
    expect(await historyOf(id)).toEqual([]);
  }
  expect(codes(await signIn(other))).toEqual([]);
});

it.each<[string, object, string]>([
  ['nobody', { id: newId(), reason: 'x' }, 'NOT_FOUND'],
  ['a blank reason', { reason: '  ' }, 'BAD_USER_INPUT'],
  ['a reason of 501 characters', { reason: 'x'.repeat(501) }, 'BAD_USER_INPUT'],
  ['an end that has passed', { reason: 'x', until: '2001-01-01T00:00:00.000Z' }, 'BAD_USER_INPUT'],
])('refuses %s and writes nothing', async (_what, change, code) => {
  const admin = await asAdministrator();
  const { id } = await graph.person();
  const before = await dumpTables(graph.context('identity'));

  expect(await admin.refusal(BanUserDocument, { id, reason: 'x', ...change })).toBe(code);

  expect(await dumpTables(graph.context('identity'))).toEqual(before);
});

it('shows an account to administrators; one that is missing is NOT_FOUND', async () => {
  const admin = await asAdministrator();
  const person = await graph.person({ displayName: 'Asha Rao' });

  expect((await admin.ask(UserDocument, { id: person.id })).user).toMatchObject({ displayName: 'Asha Rao', email: person.email, status: 'ACTIVE', bannedUntil: null });
  const { data, errors } = await admin.run(UserDocument, { id: newId() });
  expect([data, errors.map(({ extensions }) => extensions.code)]).toEqual([{ user: null }, ['NOT_FOUND']]);
});
