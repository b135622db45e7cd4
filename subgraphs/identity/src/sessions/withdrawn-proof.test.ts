import { count, findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { startGraph, type TestGraph, type TestPerson } from '@sangam/kit/testing/harness';
import { ActivateUserDocument, BanUserDocument, ChangePasswordDocument, RequestPasswordResetDocument, ResetPasswordDocument, UpdateUserDocument } from '@sangam/schema/typed/operations';
import { provePassword, type ProvenPassword } from '../credentials/prove-password';
import { mailedTokens } from '../email-tokens/newcomer.fixture';
import { LoginTransaction } from '../login-transactions/login-transaction.entity';
import { addApp } from '../second-factors/secured-person.fixture';
import { claimAccount } from '../users/claim-account';
import { User } from '../users/user.entity';
import { LoginSession } from './login-session.entity';
import { signIn } from './sign-in';

let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph({ subgraphs: ['identity'] });
});
afterAll(() => graph.stop());

const STRONG = 'Another1horse';
const ctx = () => graph.context('identity');
const administrator = () => graph.asUser({ platformRoles: ['ADMIN'] });

/** A sign-in up to where its password was found right. */
const halfway = ({ email, password }: TestPerson): Promise<ProvenPassword> => provePassword(ctx(), email, password);
const goOn = ({ user, passwordHash }: ProvenPassword) => signIn(ctx(), user, { method: 'PASSWORD', passwordHash, deviceLabel: null })
  .then(() => 'in', (error: { readonly extensions: { readonly code: string } }) => error.extensions.code);
const openSessions = (userId: string) => count(ctx(), LoginSession, { userId, revokedAt: null });

const WITHDRAWALS: readonly (readonly [string, (person: TestPerson) => Promise<unknown>, string])[] = [
  ['the password is changed', ({ id, password }) => graph.asUser({ userId: id }).ask(ChangePasswordDocument, { input: { currentPassword: password, newPassword: STRONG } }), 'INVALID_CREDENTIALS'],
  ['the password is reset', async ({ email }) => {
    await graph.anonymous().ask(RequestPasswordResetDocument, { email });
    await graph.jobs.drain();
    const [token = ''] = await mailedTokens(graph, email, 'Choose a new password');
    await graph.anonymous().ask(ResetPasswordDocument, { input: { token, newPassword: STRONG } });
  }, 'INVALID_CREDENTIALS'],
  ['the account is claimed', async ({ id }) => {
    const user = await findOne(ctx(), User, { id });
    if (user) await transaction(ctx(), (tx) => claimAccount(ctx(), tx, user));
  }, 'INVALID_CREDENTIALS'],
  ['the address becomes another', ({ id, email }) => administrator().ask(UpdateUserDocument, { id, input: { email: `new-${email}` } }), 'INVALID_CREDENTIALS'],
  ['the person is kept out', ({ id }) => administrator().ask(BanUserDocument, { id, reason: 'Spam' }), 'ACCOUNT_DISABLED'],
];

describe.each(WITHDRAWALS)('a sign-in whose password was right before %s', (_what, withdraw, code) => {
  it('opens no session', async () => {
    const person = await graph.person();
    const half = await halfway(person);
    await withdraw(person);

    expect(await goOn(half)).toBe(code);
    expect(await openSessions(person.id)).toBe(0);
    await graph.jobs.drain();
  });

  it('gets no second step either', async () => {
    const person = await graph.person();
    await addApp(graph, person.id);
    const half = await halfway(person);
    await withdraw(person);
    // A claimed account has no second factor left to ask for.
    expect(await goOn(half)).toBe(code);
    expect([await openSessions(person.id), await count(ctx(), LoginTransaction, { userId: person.id })]).toEqual([0, 0]);
    await graph.jobs.drain();
  });
});

it('a sign-in that comes to its end first is ended by the change that follows', async () => {
  const person = await graph.person();
  const halves = [await halfway(person), await halfway(person), await halfway(person)];

  await Promise.all([...halves.map(goOn), graph.asUser({ userId: person.id }).ask(ChangePasswordDocument, { input: { currentPassword: person.password, newPassword: STRONG } })]);

  expect(await openSessions(person.id)).toBe(0);
  await graph.jobs.drain();
});

it('somebody who was let in again signs in anew', async () => {
  const person = await graph.person();
  const half = await halfway(person);
  await administrator().ask(BanUserDocument, { id: person.id, reason: 'Spam' });
  expect(await goOn(half)).toBe('ACCOUNT_DISABLED');
  await administrator().ask(ActivateUserDocument, { id: person.id });

  await person.signIn();
  expect(await openSessions(person.id)).toBe(1);
});
